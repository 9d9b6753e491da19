import { readFileSync } from 'node:fs';
import { CreateDocumentCommand } from '@aws-sdk/client-ssm';
import { automationRoleArn, NAMES, ruleFunctionArn } from '../product/names.ts';
import { RUNBOOKS } from '../product/runbooks.ts';
import { createReevaluationHandler, type ReevaluationLine } from '../reevaluation/handler.ts';
import { createRemediationHandler, type RemediationLine } from '../remediation/handler.ts';
import { createRuleHandler, type RunLine } from '../rule/handler.ts';
import type { SandboxAccount } from '../sandbox/account.ts';
import {
  type Automation,
  type AutomationOptions,
  createAutomation,
} from '../sandbox/automation/automation.ts';
import type { Connection } from '../sandbox/clients.ts';
import type { LambdaHandler } from '../sandbox/functions.ts';

/** How the product is deployed into a sandbox account. */
export interface DeploymentOptions extends Omit<Connection, 'principal'> {
  /** The rule's parameters, as strings; those that are absent have their defaults. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Only the functions, as in an account that waits for its conformance pack. */
  readonly withoutRule?: boolean;
  /** After how many milliseconds Lambda ends a function, by its name; those that are absent have 15 minutes. */
  readonly timeouts?: Readonly<Record<string, number>>;
}

/** What the functions have said for themselves, a line a run. */
export interface Deployment {
  readonly lines: {
    readonly rule: readonly RunLine[];
    readonly remediation: readonly RemediationLine[];
    readonly reevaluation: readonly ReevaluationLine[];
  };
  readonly ruleFunctionArn: string;
  readonly automationRoleArn: string;
}

/** Deploys the three real handlers and the Config rule into an account: everything but the runbooks. */
export function deployFunctions(account: SandboxAccount, options: DeploymentOptions = {}): Deployment {
  const { parameters = {}, withoutRule = false, timeouts = {}, ...connection } = options;
  const functionArn = ruleFunctionArn(account);
  const lines = registerHandlers(account, connection, timeouts);
  const configRule = {
    configRuleName: NAMES.configRule,
    sourceIdentifier: functionArn,
    inputParameters: parameters,
  };
  account.scheduler.addGroup(NAMES.scheduleGroup);
  if (!withoutRule) account.configRules.put(configRule);
  return { lines, ruleFunctionArn: functionArn, automationRoleArn: automationRoleArn(account) };
}

function registerHandlers(
  account: SandboxAccount,
  connection: Omit<Connection, 'principal'>,
  timeouts: Readonly<Record<string, number>>,
): Deployment['lines'] {
  const { functions, clock } = account;
  const rule: RunLine[] = [];
  const remediation: RemediationLine[] = [];
  const reevaluation: ReevaluationLine[] = [];
  const servicesOf = (principal: string) => ({
    ...account.connect({ principal, ...connection }),
    configWithoutRetries: account.connect({ principal, ...connection, maxAttempts: 1 }).config,
    ruleFunctionArn: ruleFunctionArn(account),
    schedulerRoleArn: schedulerRoleArn(account),
    now: clock.now,
    deadlineIn: clock.deadlineIn,
    wait: (milliseconds: number) => clock.wait(milliseconds),
  });
  const handlers = {
    rule: createRuleHandler({ ...servicesOf(NAMES.ruleFunction), log: (line) => rule.push(line) }),
    remediation: createRemediationHandler({
      ...servicesOf(NAMES.remediationFunction),
      log: (line) => remediation.push(line),
    }),
    reevaluation: createReevaluationHandler({
      ...servicesOf(NAMES.reevaluationFunction),
      log: (line) => reevaluation.push(line),
    }),
  };
  const register = (name: string, handler: LambdaHandler) => {
    const timeoutMs = timeouts[name];
    functions.register(name, handler, timeoutMs === undefined ? {} : { timeoutMs });
  };
  register(NAMES.ruleFunction, handlers.rule);
  register(NAMES.remediationFunction, handlers.remediation);
  register(NAMES.reevaluationFunction, handlers.reevaluation);
  return { rule, remediation, reevaluation };
}

function schedulerRoleArn({ partition, accountId }: SandboxAccount): string {
  return `arn:${partition}:iam::${accountId}:role/${NAMES.schedulerRole}`;
}

/** Deploys the runbooks, as they are in `remediation/runbooks`, into an account whose functions are there already. */
export async function deployRunbooks(
  account: SandboxAccount,
  options: Partial<AutomationOptions> = {},
): Promise<Automation> {
  const { functions } = account;
  const automation = createAutomation({ ...account, invokeFunction: functions.invoke, ...options });
  account.addOperations('ssm', automation.operations);
  const { ssm } = account.connect({ principal: 'deployment' });
  for (const { name, file } of Object.values(RUNBOOKS)) {
    const content = readFileSync(new URL(`../remediation/${file}`, import.meta.url), 'utf8');
    await ssm.send(
      new CreateDocumentCommand({
        Name: name,
        Content: content,
        DocumentType: 'Automation',
        DocumentFormat: 'YAML',
      }),
    );
  }
  return automation;
}
