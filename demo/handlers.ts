import type { Delivery } from '../notification/delivery.ts';
import { createNotificationHandler } from '../notification/handler.ts';
import type { NotificationLine } from '../notification/tell-on-trigger.ts';
import { createUserNames } from '../notification/user-names.ts';
import { NAMES, ruleFunctionArn } from '../product/names.ts';
import { automationRoleArn, NO_ROLE_PATH } from '../product/role-path.ts';
import { createReevaluationHandler } from '../reevaluation/handler.ts';
import type { ReevaluationResult } from '../reevaluation/reevaluate.ts';
import { createRemediationHandler } from '../remediation/handler.ts';
import type { RemediationLine } from '../remediation/run-line.ts';
import { AUTOMATIC_PER_DAY, NOTICE_DAYS } from '../remediation/shared/automatic-limits.ts';
import { createTell } from '../remediation/telling/tell.ts';
import { createRuleHandler } from '../rule/handler.ts';
import type { RunLine } from '../rule/run-line.ts';
import type { SandboxAccount } from '../sandbox/account.ts';
import type { SandboxClients } from '../sandbox/clients.ts';
import type { LambdaHandler } from '../sandbox/functions.ts';
import { nextId } from './next-id.ts';

/** The log lines of the functions: one line for each run. */
export interface Lines {
  readonly rule: RunLine[];
  readonly remediation: RemediationLine[];
  readonly reevaluation: ReevaluationResult[];
  readonly notification: NotificationLine[];
}

/** The account, the clients of each function, and the lines of the logs. */
export interface HandlerContext {
  readonly account: SandboxAccount;
  readonly clientsOf: (functionName: string) => SandboxClients;
  /** The clients of each function that make one attempt per call. */
  readonly clientsWithoutRetriesOf: (functionName: string) => SandboxClients;
  readonly lines: Lines;
  readonly telling: Telling;
  /** When messages are told; each at once by default. */
  readonly delivery?: Delivery | undefined;
}

/** What the stack's parameters say about automatic deactivations, and whether there is a topic. */
export interface Telling {
  readonly noticeDays: number;
  readonly automaticPerDay: number;
  /** Whether there is a function that publishes messages. */
  readonly hasTopic: boolean;
}

/** The parameters' defaults, and no topic. */
export const NOBODY_TOLD: Telling = {
  noticeDays: NOTICE_DAYS.default,
  automaticPerDay: AUTOMATIC_PER_DAY.default,
  hasTopic: false,
};

/** The function that creates each handler, by the name of the Lambda function. */
export function handlers(context: HandlerContext): Readonly<Record<string, () => LambdaHandler>> {
  return {
    [NAMES.ruleFunction]: () => ruleHandler(context),
    [NAMES.remediationFunction]: () => remediationHandler(context),
    [NAMES.reevaluationFunction]: () => reevaluationHandler(context),
    [NAMES.notificationFunction]: () => notificationHandler(context),
  };
}

function ruleHandler({ account, clientsOf, lines, telling }: HandlerContext): LambdaHandler {
  const { iam, config, dynamodb } = clientsOf(NAMES.ruleFunction);
  const { now, deadlineIn } = account.clock;
  const ledger = { dynamodb, tableName: NAMES.sandboxLedger };
  const notes = { ledger, randomId: () => nextId(account) };
  const log = (line: RunLine) => lines.rule.push(line);
  return createRuleHandler({ iam, config, notes, isWatching: telling.hasTopic, now, deadlineIn, log });
}

function remediationHandler({ account, lines, telling, ...context }: HandlerContext): LambdaHandler {
  const { iam, ssm, config, dynamodb, lambda } = context.clientsOf(NAMES.remediationFunction);
  const withoutRetries = context.clientsWithoutRetriesOf(NAMES.remediationFunction);
  return createRemediationHandler({
    iam,
    ssm,
    config,
    configWithoutRetries: withoutRetries.config,
    iamWithoutRetries: withoutRetries.iam,
    ledger: { dynamodb, tableName: NAMES.sandboxLedger },
    automatic: { noticeDays: telling.noticeDays, perDay: telling.automaticPerDay },
    tell: createTell(lambda, telling.hasTopic ? NAMES.notificationFunction : undefined),
    uptime: () => account.clock.now().getTime(),
    randomId: () => nextId(account),
    ruleFunctionArn: ruleFunctionArn(account),
    automationRoleArn: automationRoleArn(account),
    now: account.clock.now,
    // Reads `clock.wait` at each call, since a test scheduler may replace it.
    wait: (milliseconds) => account.clock.wait(milliseconds),
    log: (line) => lines.remediation.push(line),
  });
}

function reevaluationHandler({ account, lines, ...context }: HandlerContext): LambdaHandler {
  const { config, dynamodb } = context.clientsOf(NAMES.reevaluationFunction);
  const withoutRetries = context.clientsWithoutRetriesOf(NAMES.reevaluationFunction);
  return createReevaluationHandler({
    schedulerWithoutRetries: withoutRetries.scheduler,
    config,
    configWithoutRetries: withoutRetries.config,
    ledger: { dynamodb, tableName: NAMES.sandboxLedger },
    ruleFunctionArn: ruleFunctionArn(account),
    schedulerRoleArn: schedulerRoleArn(account),
    now: account.clock.now,
    wait: (milliseconds) => account.clock.wait(milliseconds),
    randomId: () => nextId(account),
    log: (line) => lines.reevaluation.push(line),
  });
}

function notificationHandler({
  account,
  lines,
  delivery = 'Each',
  ...context
}: HandlerContext): LambdaHandler {
  const { iam, sns, dynamodb } = context.clientsOf(NAMES.notificationFunction);
  const { now } = account.clock;
  return createNotificationHandler({
    iam,
    sns,
    findUserName: createUserNames(iam, now),
    ownerTag: 'Owner',
    rolePath: NO_ROLE_PATH,
    notificationTopicArn: topicArn(account, NAMES.sandboxTopic),
    chatTopicArn: topicArn(account, NAMES.sandboxChatTopic),
    delivery,
    ledger: delivery === 'Daily' ? { dynamodb, tableName: NAMES.sandboxLedger } : undefined,
    now,
    randomId: () => nextId(account),
    log: (line) => lines.notification.push(line),
  });
}

function topicArn({ partition, region, accountId }: SandboxAccount, name: string): string {
  return `arn:${partition}:sns:${region}:${accountId}:${name}`;
}

function schedulerRoleArn({ partition, accountId }: SandboxAccount): string {
  return `arn:${partition}:iam::${accountId}:role/${NAMES.schedulerRole}`;
}
