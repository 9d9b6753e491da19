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

/** The options of a deployment into a sandbox account. */
export interface DeploymentOptions extends Omit<Connection, 'principal'> {
  /** The parameters of the rule, as strings; an absent parameter has its default. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Deploys only the functions, as in an account without its conformance pack. */
  readonly withoutRule?: boolean;
  /** The timeouts of the functions in milliseconds, by function name; 15 minutes by default. */
  readonly timeouts?: Readonly<Record<string, number>>;
}

/** The deployed resources, and the log lines of the functions: one line for each run. */
export interface Deployment {
  readonly lines: {
    readonly rule: readonly RunLine[];
    readonly remediation: readonly RemediationLine[];
    readonly reevaluation: readonly ReevaluationLine[];
  };
  readonly ruleFunctionArn: string;
  readonly automationRoleArn: string;
}

/** Deploys the three real handlers and the Config rule into an account, without the runbooks. */
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

interface Lines {
  readonly rule: RunLine[];
  readonly remediation: RemediationLine[];
  readonly reevaluation: ReevaluationLine[];
}

function registerHandlers(
  account: SandboxAccount,
  connection: Omit<Connection, 'principal'>,
  timeouts: Readonly<Record<string, number>>,
): Lines {
  const lines: Lines = { rule: [], remediation: [], reevaluation: [] };
  for (const [name, create] of Object.entries(handlers(account, connection, lines))) {
    const timeoutMs = timeouts[name];
    account.functions.register(name, createdOnce(create), timeoutMs === undefined ? {} : { timeoutMs });
  }
  return lines;
}

/** The function that creates each handler, by the name of the Lambda function. */
function handlers(
  account: SandboxAccount,
  connection: Omit<Connection, 'principal'>,
  lines: Lines,
): Readonly<Record<string, () => LambdaHandler>> {
  const { clock } = account;
  const clientsOf = (principal: string) => account.connect({ principal, ...connection });
  const configWithoutRetriesOf = (principal: string) =>
    account.connect({ principal, ...connection, maxAttempts: 1 }).config;
  const common = { now: clock.now, ruleFunctionArn: ruleFunctionArn(account) };
  return {
    [NAMES.ruleFunction]: () => {
      const { iam, config } = clientsOf(NAMES.ruleFunction);
      const { deadlineIn } = clock;
      return createRuleHandler({ ...common, iam, config, deadlineIn, log: (line) => lines.rule.push(line) });
    },
    [NAMES.remediationFunction]: () => {
      const { iam, ssm, config } = clientsOf(NAMES.remediationFunction);
      return createRemediationHandler({
        ...common,
        iam,
        ssm,
        config,
        configWithoutRetries: configWithoutRetriesOf(NAMES.remediationFunction),
        // Reads `clock.wait` at each call, since a test scheduler may replace it.
        wait: (milliseconds) => clock.wait(milliseconds),
        log: (line) => lines.remediation.push(line),
      });
    },
    [NAMES.reevaluationFunction]: () => {
      const { scheduler, config } = clientsOf(NAMES.reevaluationFunction);
      return createReevaluationHandler({
        ...common,
        scheduler,
        config,
        configWithoutRetries: configWithoutRetriesOf(NAMES.reevaluationFunction),
        schedulerRoleArn: schedulerRoleArn(account),
        log: (line) => lines.reevaluation.push(line),
      });
    },
  };
}

/** Creates the handler at the first invocation, as Lambda does. */
function createdOnce(create: () => LambdaHandler): LambdaHandler {
  let handler: LambdaHandler | undefined;
  return (event, context) => {
    handler ??= create();
    return handler(event, context);
  };
}

function schedulerRoleArn({ partition, accountId }: SandboxAccount): string {
  return `arn:${partition}:iam::${accountId}:role/${NAMES.schedulerRole}`;
}

/** Deploys the runbooks of `remediation/runbooks` into an account that has the functions. */
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
