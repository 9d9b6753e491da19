import { CfnRule } from 'aws-cdk-lib/aws-events';
import { CfnPermission } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { NAMES } from '../../product/names.ts';
import { RUNBOOKS } from '../../product/runbooks.ts';
import { TOLD_ALARM_NAMES } from './alarm-definitions.ts';
import { addIf, type Existence } from './existence.ts';
import type { NotificationFunction } from './notification-function.ts';
import type { StackContext } from './stack-context.ts';

/** An event rule that invokes the notification function: for events, or on a schedule. */
interface Notification {
  readonly existence: Existence;
  readonly id: string;
  readonly ruleName?: string;
  readonly eventPattern?: object;
  readonly scheduleExpression?: string;
  /** JSON that replaces the event. */
  readonly input?: string;
}

/**
 * Adds the event rules that invoke the notification function: for users that become NON_COMPLIANT, for
 * executions of the runbooks that do not succeed, for alarms, and once a day for the digest.
 */
export function addNotifications(
  scope: Construct,
  { conditions }: StackContext,
  notification: NotificationFunction | undefined,
): void {
  if (!notification) return;
  const { notifies, notifiesOfRemediation, collects } = conditions;
  const rules: readonly Notification[] = [
    { existence: notifies, ...NON_COMPLIANT_USERS },
    { existence: notifiesOfRemediation, ...FAILED_RUNBOOKS },
    { existence: notifies, ...ALARM_CHANGES },
    { existence: collects, ...DIGEST },
  ];
  for (const rule of rules) addNotification(scope, notification, rule);
}

/**
 * Config sends this event when a user's compliance changes; a conformance pack appends a suffix to the rule's
 * name.
 */
const NON_COMPLIANT_USERS = {
  id: 'NonCompliantUsers',
  ruleName: NAMES.nonCompliantUsersRule,
  eventPattern: {
    source: ['aws.config'],
    'detail-type': ['Config Rules Compliance Change'],
    detail: {
      messageType: ['ComplianceChangeNotification'],
      configRuleName: [{ prefix: NAMES.configRule }],
      newEvaluationResult: { complianceType: ['NON_COMPLIANT'] },
    },
  },
};

/**
 * Automation sends this event when an execution changes its status; an execution that refuses ends with
 * Success.
 */
const FAILED_RUNBOOKS = {
  id: 'FailedRunbooks',
  ruleName: NAMES.failedRunbooksRule,
  eventPattern: {
    source: ['aws.ssm'],
    'detail-type': ['EC2 Automation Execution Status-change Notification'],
    detail: {
      Definition: Object.values(RUNBOOKS).map(({ name }) => name),
      Status: ['Failed', 'TimedOut', 'Cancelled'],
    },
  },
};

/**
 * CloudWatch sends this event whenever an alarm changes its state, and guarantees its delivery (CloudWatch
 * User Guide, "Alarm events and EventBridge").
 */
const ALARM_CHANGES = {
  id: 'Alarms',
  ruleName: NAMES.alarmsRule,
  eventPattern: {
    source: ['aws.cloudwatch'],
    'detail-type': ['CloudWatch Alarm State Change'],
    detail: { alarmName: TOLD_ALARM_NAMES, state: { value: ['ALARM'] } },
  },
};

const DIGEST = { id: 'Digest', scheduleExpression: 'rate(1 day)', input: '{"operation":"Digest"}' };

/** EventBridge invokes a function asynchronously, so that Lambda retries it twice. */
function addNotification(
  scope: Construct,
  { functionName, functionArn }: NotificationFunction,
  { existence, id, ruleName, input, ...trigger }: Notification,
): void {
  const rule = addIf(
    existence,
    () =>
      new CfnRule(scope, id, {
        ...trigger,
        ...(ruleName ? { name: ruleName } : {}),
        targets: [{ id: 'notification', arn: functionArn, ...(input ? { input } : {}) }],
      }),
  );
  if (!rule) return;
  addIf(
    existence,
    () =>
      new CfnPermission(scope, `${id}Permission`, {
        functionName,
        action: 'lambda:InvokeFunction',
        principal: 'events.amazonaws.com',
        sourceArn: rule.attrArn,
      }),
  );
}
