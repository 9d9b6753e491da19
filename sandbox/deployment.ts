import { readFileSync } from 'node:fs';
import { CreateDocumentCommand } from '@aws-sdk/client-ssm';
import { createRemediationHandler } from '../remediation/handler.ts';
import { RUNBOOKS } from '../remediation/runbooks.ts';
import type { RemediationLine } from '../remediation/services.ts';
import { createRuleHandler, type RunLine } from '../rule/handler.ts';
import type { SandboxAccount } from './account.ts';
import { type Automation, type AutomationOptions, createAutomation } from './automation/automation.ts';
import type { Connection } from './clients.ts';

/** The names under which the product is deployed; the same as in the templates. */
export const NAMES = {
  ruleFunction: 'one-active-key-rule',
  remediationFunction: 'one-active-key-remediation',
  configRule: 'iam-user-one-active-access-key',
  automationRole: 'one-active-key-automation',
} as const;

/** How the product is deployed into a sandbox account. */
export interface DeploymentOptions extends Omit<Connection, 'principal'> {
  /** The rule's parameters, as strings; those that are absent have their defaults. */
  readonly parameters?: Readonly<Record<string, string>>;
}

/** What the functions have said for themselves, a line a run. */
export interface Deployment {
  readonly ruleLines: readonly RunLine[];
  readonly remediationLines: readonly RemediationLine[];
  readonly ruleFunctionArn: string;
  readonly automationRoleArn: string;
}

/** Deploys both real handlers and the Config rule into an account: everything but the runbooks. */
export function deployFunctions(account: SandboxAccount, options: DeploymentOptions = {}): Deployment {
  const { functions, configRules, clock, partition, region, accountId } = account;
  const { parameters = {}, ...connection } = options;
  const ruleFunctionArn = `arn:${partition}:lambda:${region}:${accountId}:function:${NAMES.ruleFunction}`;
  const ruleLines: RunLine[] = [];
  const remediationLines: RemediationLine[] = [];

  const rule = createRuleHandler({
    ...account.connect({ principal: NAMES.ruleFunction, ...connection }),
    now: clock.now,
    deadlineIn: clock.deadlineIn,
    log: (line) => ruleLines.push(line),
  });
  const principal = NAMES.remediationFunction;
  const remediation = createRemediationHandler({
    ...account.connect({ principal, ...connection }),
    configWithoutRetries: account.connect({ principal, ...connection, maxAttempts: 1 }).config,
    ruleFunctionArn,
    now: clock.now,
    wait: (milliseconds) => clock.wait(milliseconds),
    log: (line) => remediationLines.push(line),
  });
  functions.register(NAMES.ruleFunction, rule);
  functions.register(NAMES.remediationFunction, remediation);
  configRules.put({
    configRuleName: NAMES.configRule,
    sourceIdentifier: ruleFunctionArn,
    inputParameters: parameters,
  });
  const automationRoleArn = `arn:${partition}:iam::${accountId}:role/${NAMES.automationRole}`;
  return { ruleLines, remediationLines, ruleFunctionArn, automationRoleArn };
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
