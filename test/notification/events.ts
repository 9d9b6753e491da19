import type { MessageEvent, MessageRequest } from '../../product/message.ts';
import { NAMES } from '../../product/names.ts';
import { RUNBOOKS } from '../../product/runbooks.ts';
import { KEY } from '../support/users.ts';

/** The user of all events. */
export const USER_ID = 'AIDACKCEVSQ6C2EXAMPLE';

const EXECUTION = '7d1f6c1a-0000-4000-8000-0123456789ab';

/** A request of the remediation function in which nothing is said. */
export const EMPTY_REQUEST: MessageRequest = {
  operation: 'Tell',
  event: 'Deactivated',
  userId: USER_ID,
  userName: 'deploy-bot',
  keptAccessKeyId: '',
  accessKeyIds: [],
  reason: '',
  time: '',
  undo: '',
  automationExecutionId: '',
  started: '',
};

const UNDO =
  'aws ssm start-automation-execution --region us-east-1 --document-name OneActiveKey-ReactivateAccessKey --parameters ' +
  `'{"AutomationAssumeRole":["arn:aws:iam::111122223333:role/one-active-key-automation"],"IAMUserId":["${USER_ID}"],"AccessKeyId":["${KEY.b}"]}'`;

/** A request with everything. */
export const FULL_REQUEST: MessageRequest = {
  ...EMPTY_REQUEST,
  keptAccessKeyId: KEY.a,
  accessKeyIds: [KEY.b],
  reason: `2 active access keys. Keep ${KEY.a} (last used 2026-11-21); deactivate ${KEY.b} (never used).`,
  time: '2026-12-05T09:00:00.000Z',
  undo: UNDO,
  automationExecutionId: EXECUTION,
  started: 'as an automatic run (Automatic=true)',
};

/**
 * The event of AWS Config for a user that became NON_COMPLIANT (Config Developer Guide, "Monitoring AWS
 * Config with Amazon EventBridge").
 */
export const COMPLIANCE_EVENT = {
  version: '0',
  id: '12345678-0000-4000-8000-0123456789ab',
  'detail-type': 'Config Rules Compliance Change',
  source: 'aws.config',
  account: '111122223333',
  time: '2026-11-21T09:00:05Z',
  region: 'us-east-1',
  resources: [],
  detail: {
    resourceId: USER_ID,
    awsRegion: 'us-east-1',
    awsAccountId: '111122223333',
    configRuleName: NAMES.configRule,
    recordVersion: '1.0',
    configRuleARN: 'arn:aws:config:us-east-1:111122223333:config-rule/config-rule-abc123',
    messageType: 'ComplianceChangeNotification',
    newEvaluationResult: {
      evaluationResultIdentifier: {
        evaluationResultQualifier: {
          configRuleName: NAMES.configRule,
          resourceType: 'AWS::IAM::User',
          resourceId: USER_ID,
        },
        orderingTimestamp: '2026-11-21T09:00:00.000Z',
      },
      complianceType: 'NON_COMPLIANT',
      resultRecordedTime: '2026-11-21T09:00:04.000Z',
      configRuleInvokedTime: '2026-11-21T09:00:01.000Z',
      annotation: FULL_REQUEST.reason,
    },
    notificationCreationTime: '2026-11-21T09:00:05.000Z',
    resourceType: 'AWS::IAM::User',
  },
};

/**
 * The event of Automation for an execution that failed (EventBridge Events Reference, AWS Systems Manager).
 */
export const RUNBOOK_EVENT = {
  version: '0',
  id: '12345678-0000-4000-8000-0123456789ac',
  'detail-type': 'EC2 Automation Execution Status-change Notification',
  source: 'aws.ssm',
  account: '111122223333',
  time: '2026-11-21T09:00:05Z',
  region: 'us-east-1',
  resources: [`arn:aws:ssm:us-east-1:111122223333:automation-execution/${EXECUTION}`],
  detail: {
    ExecutionId: EXECUTION,
    Definition: RUNBOOKS.deactivate.name,
    DefinitionVersion: '1',
    Status: 'Failed',
    EndTime: 'Nov 21, 2026 9:00:05 AM',
    StartTime: 'Nov 21, 2026 9:00:01 AM',
    Time: '1795165205000',
    ExecutedBy: 'arn:aws:sts::111122223333:assumed-role/operator/alice',
  },
};

/**
 * The event of CloudWatch for an alarm that is on (CloudWatch User Guide, "Alarm events and EventBridge").
 */
export const alarmEvent = (alarmName: string) => ({
  version: '0',
  id: '12345678-0000-4000-8000-0123456789ad',
  'detail-type': 'CloudWatch Alarm State Change',
  source: 'aws.cloudwatch',
  account: '111122223333',
  time: '2026-11-21T09:00:05Z',
  region: 'us-east-1',
  resources: [`arn:aws:cloudwatch:us-east-1:111122223333:alarm:${alarmName}`],
  detail: {
    alarmName,
    state: {
      value: 'ALARM',
      reason: 'Threshold Crossed: 1 datapoint was greater than or equal to the threshold (1.0).',
      timestamp: '2026-11-21T09:00:05.000+0000',
    },
    previousState: { value: 'OK', reason: 'Unchecked', timestamp: '2026-11-20T09:00:05.000+0000' },
    configuration: { description: 'The function failed. See docs/operate.md.', metrics: [] },
  },
});

/**
 * Lambda's record for an on-failure destination (Lambda Developer Guide, "Retaining records of asynchronous
 * invocations").
 */
export const DESTINATION_RECORD = {
  version: '1.0',
  timestamp: '2026-11-21T09:00:05.000Z',
  requestContext: {
    requestId: '12345678-0000-4000-8000-0123456789ae',
    functionArn: `arn:aws:lambda:us-east-1:111122223333:function:${NAMES.ruleFunction}:$LATEST`,
    condition: 'RetriesExhausted',
    approximateInvokeCount: 3,
  },
  requestPayload: { resultToken: 'SECRET-TOKEN', invokingEvent: '{"messageType":"ScheduledNotification"}' },
  responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
  responsePayload: {
    errorMessage: 'Failed steps of the run: 1 (users listed: 12)',
    errorType: 'IncompleteRunError',
    stackTrace: [],
  },
};

/**
 * What the remediation function does not say with an event (remediation/telling, remediation/notices):
 * people read only the rest.
 */
const NOT_SAID = {
  keptAccessKeyId: '',
  accessKeyIds: [],
  time: '',
  undo: '',
  automationExecutionId: '',
  started: '',
};
const { keptAccessKeyId, accessKeyIds, time, undo, automationExecutionId, started } = FULL_REQUEST;

/** When the runs ended that the messages are about. */
const at = '2026-11-21T09:00:05.000Z';

/** What the remediation function says with each event that it alone tells of. */
const SAID = {
  Noticed: { keptAccessKeyId, accessKeyIds, time },
  Reminder: { keptAccessKeyId, accessKeyIds, time },
  Deactivated: { keptAccessKeyId, accessKeyIds, time: at, undo, automationExecutionId, started },
  Refused: {
    reason: `Surplus keys were used in the last 7 days: ${KEY.b} (2026-11-19). Separate the workloads, or name the survivor in tag one-active-key:keep.`,
    time: at,
    automationExecutionId,
  },
  Reactivated: {
    accessKeyIds,
    reason: `${KEY.b} is Active again. Exempt until 2026-12-05.`,
    time: at,
    automationExecutionId,
  },
  SoakEnding: {
    keptAccessKeyId,
    accessKeyIds,
    time,
    undo,
    reason: `${KEY.b} was deactivated at 2026-11-21T09:00Z and is deleted after 14 days.`,
    automationExecutionId,
  },
  Deleted: { accessKeyIds, reason: `Deleted permanently: ${KEY.b}.`, time: at, automationExecutionId },
  DeactivatedKeyUsed: {
    keptAccessKeyId,
    accessKeyIds,
    time,
    undo,
    reason: `${KEY.b} was deactivated at 2026-11-21T09:00Z and used at 2026-12-05T09:00Z.`,
    automationExecutionId,
  },
  ExemptionEnding: { reason: 'Exempt until 2026-12-05T09:00Z: migration', time },
} as const satisfies Partial<Record<MessageEvent, Partial<MessageRequest>>>;

/** Every message that a person may read: its title, and the event that invokes the function. */
export const ALL_MESSAGES: readonly (readonly [title: string, event: object])[] = [
  ...Object.entries(SAID).map(
    ([event, said]) =>
      [
        `${event}, as the remediation function asks for it`,
        { ...FULL_REQUEST, ...NOT_SAID, ...said, event },
      ] as const,
  ),
  ['BecameNonCompliant, from AWS Config', COMPLIANCE_EVENT],
  ['RunFailed, from Systems Manager Automation', RUNBOOK_EVENT],
  ['RunFailed, from an alarm', alarmEvent(`${NAMES.remediationFunction}-errors`)],
  ['RunFailed, from Lambda as its destination', DESTINATION_RECORD],
  ['RuleNotRun, from its alarm', alarmEvent(`${NAMES.ruleFunction}-not-run`)],
];
