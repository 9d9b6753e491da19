import { readFileSync } from 'node:fs';
import { CreateDocumentCommand } from '@aws-sdk/client-ssm';
import type { Delivery } from '../notification/delivery.ts';
import type { NotificationLine } from '../notification/tell-on-trigger.ts';
import { NAMES, ruleFunctionArn } from '../product/names.ts';
import { automationRoleArn } from '../product/role-path.ts';
import { RUNBOOKS } from '../product/runbooks.ts';
import type { ReevaluationResult } from '../reevaluation/reevaluate.ts';
import type { RemediationLine } from '../remediation/run-line.ts';
import type { RunLine } from '../rule/run-line.ts';
import type { SandboxAccount } from '../sandbox/account.ts';
import {
  type Automation,
  type AutomationOptions,
  createAutomation,
} from '../sandbox/automation/automation.ts';
import type { Connection } from '../sandbox/clients.ts';
import type { LambdaHandler } from '../sandbox/functions.ts';
import { type HandlerContext, handlers, type Lines, NOBODY_TOLD, type Telling } from './handlers.ts';

/** The options of a deployment into a sandbox account. */
export interface DeploymentOptions extends Omit<Connection, 'principal'> {
  /** The parameters of the rule, as strings; an absent parameter has its default. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Deploys only the functions, as in an account without its conformance pack. */
  readonly withoutRule?: boolean;
  /** The timeouts of the functions in milliseconds, by function name; 15 minutes by default. */
  readonly timeouts?: Readonly<Record<string, number>>;
  /** Notices, the limit of a day and the topic; by default the parameters' defaults, and nobody is told. */
  readonly telling?: Partial<Telling>;
  /** When messages are told; each at once by default. */
  readonly delivery?: Delivery;
}

/** The deployed resources, and the log lines of the functions: one line for each run. */
export interface Deployment {
  readonly lines: {
    readonly rule: readonly RunLine[];
    readonly remediation: readonly RemediationLine[];
    readonly reevaluation: readonly ReevaluationResult[];
    readonly notification: readonly NotificationLine[];
  };
  readonly ruleFunctionArn: string;
  readonly automationRoleArn: string;
}

/**
 * Deploys the four real handlers, the ledger, two topics and the Config rule into an account, without the
 * runbooks.
 */
export function deployFunctions(account: SandboxAccount, options: DeploymentOptions = {}): Deployment {
  const { parameters = {}, withoutRule = false, ...functionOptions } = options;
  const functionArn = ruleFunctionArn(account);
  const lines = deployHandlers(account, functionOptions);
  const configRule = {
    configRuleName: NAMES.configRule,
    sourceIdentifier: functionArn,
    inputParameters: parameters,
  };
  account.scheduler.addGroup(NAMES.scheduleGroup);
  account.tables.add({ name: NAMES.sandboxLedger });
  account.topics.add(NAMES.sandboxTopic);
  account.topics.add(NAMES.sandboxChatTopic);
  account.parameters.put(NAMES.ledgerParameter, NAMES.sandboxLedger);
  if (!withoutRule) account.configRules.put(configRule);
  return { lines, ruleFunctionArn: functionArn, automationRoleArn: automationRoleArn(account) };
}

/**
 * Deploys the four real handlers, whose earlier instances end: an invocation begins with nothing in memory.
 */
export function deployHandlers(
  account: SandboxAccount,
  {
    timeouts = {},
    telling = {},
    delivery,
    ...connection
  }: Omit<DeploymentOptions, 'parameters' | 'withoutRule'> = {},
): Lines {
  const lines: Lines = { rule: [], remediation: [], reevaluation: [], notification: [] };
  const context: HandlerContext = {
    account,
    clientsOf: (principal) => account.connect({ principal, ...connection }),
    clientsWithoutRetriesOf: (principal) => account.connect({ principal, ...connection, maxAttempts: 1 }),
    lines,
    telling: { ...NOBODY_TOLD, ...telling },
    delivery,
  };
  for (const [name, create] of Object.entries(handlers(context))) {
    const timeoutMs = timeouts[name];
    account.functions.register(name, createdOnce(create), timeoutMs === undefined ? {} : { timeoutMs });
  }
  return lines;
}

/** Creates the handler at the first invocation, as Lambda does. */
function createdOnce(create: () => LambdaHandler): LambdaHandler {
  let handler: LambdaHandler | undefined;
  return (event, context) => {
    handler ??= create();
    return handler(event, context);
  };
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
