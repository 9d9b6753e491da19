import { Aws, Fn } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import type { CfnRole } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { NAMES } from '../../product/names.ts';
import { RUNBOOKS } from '../../product/runbooks.ts';
import { NOTIFICATION_PERMISSIONS } from '../permissions/notification.ts';
import { ALARM_NAMES } from './alarms.ts';
import { addIf, type Existence } from './existence.ts';
import { addRole } from './role.ts';
import type { StackContext } from './stack-context.ts';

interface Notification {
  readonly existence: Existence;
  readonly id: string;
  readonly ruleName: string;
  readonly eventPattern: object;
  /** The path within the event of each field of the message, by field. */
  readonly inputPathsMap: Readonly<Record<string, string>>;
  readonly message: string;
}

/**
 * Adds the event rules that notify the topic, if it is given, of non-compliant users and failed runbook executions, and a topic of
 * another account also of alarms.
 */
export function addNotifications(scope: Construct, context: StackContext): void {
  const role = addIf(context.conditions.hasTopic, () => addNotificationRole(scope, context));
  if (!role) return;
  const target = { context, roleArn: role.attrArn };
  addNonCompliantUsers(scope, target);
  addFailedRunbooks(scope, target);
  addAlarmChanges(scope, target);
}

/** The rules, which alone may use the role. */
const RULES = [NAMES.nonCompliantUsersRule, NAMES.failedRunbooksRule, NAMES.alarmsRule];

/** The context of the stack, and the role with which EventBridge publishes to the topic. */
interface NotificationTarget {
  readonly context: StackContext;
  readonly roleArn: string;
}

/**
 * EventBridge publishes to a topic of another account only with a role (EventBridge User Guide, "Sending events to an AWS service in
 * another account"); with one, the topic's policy need not let EventBridge publish for everybody, and the key's neither.
 */
function addNotificationRole(scope: Construct, { roleSettings }: StackContext): CfnRole {
  return addRole(scope, 'Role', {
    roleName: NAMES.notificationRole,
    trust: {
      service: 'events.amazonaws.com',
      // EventBridge User Guide, "Cross-service confused deputy prevention": the source is the rule.
      condition: {
        StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
        ArnEquals: { 'aws:SourceArn': RULES.map(ruleArn) },
      },
    },
    permissions: NOTIFICATION_PERMISSIONS,
    settings: roleSettings,
  });
}

/** The ARN of a rule; a reference would be circular, since the rule refers to the role. */
function ruleArn(name: string): string {
  return Fn.sub(`arn:\${AWS::Partition}:events:\${AWS::Region}:\${AWS::AccountId}:rule/${name}`);
}

/** Config sends this event when a user's compliance changes; a conformance pack appends a suffix to the rule's name. */
function addNonCompliantUsers(scope: Construct, target: NotificationTarget): void {
  addNotification(scope, target, {
    existence: target.context.conditions.hasTopic,
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
    inputPathsMap: {
      user: '$.detail.resourceId',
      account: '$.account',
      region: '$.region',
      rule: '$.detail.configRuleName',
      annotation: '$.detail.newEvaluationResult.annotation',
    },
    message: 'An IAM user has more than one active access key',
  });
}

/** Automation sends this event when an execution changes its status; an execution that refuses ends with Success. */
function addFailedRunbooks(scope: Construct, target: NotificationTarget): void {
  addNotification(scope, target, {
    existence: target.context.conditions.notifiesOfRemediation,
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
    inputPathsMap: {
      account: '$.account',
      region: '$.region',
      runbook: '$.detail.Definition',
      execution: '$.detail.ExecutionId',
      status: '$.detail.Status',
    },
    message: 'A runbook of One Active Key did not succeed',
  });
}

/**
 * CloudWatch sends this event whenever an alarm changes its state, and guarantees its delivery (CloudWatch User Guide, "Alarm events
 * and EventBridge").
 */
function addAlarmChanges(scope: Construct, target: NotificationTarget): void {
  addNotification(scope, target, {
    existence: target.context.conditions.hasForeignTopic,
    id: 'Alarms',
    ruleName: NAMES.alarmsRule,
    eventPattern: {
      source: ['aws.cloudwatch'],
      'detail-type': ['CloudWatch Alarm State Change'],
      detail: { alarmName: ALARM_NAMES, state: { value: ['ALARM'] } },
    },
    inputPathsMap: {
      alarm: '$.detail.alarmName',
      account: '$.account',
      region: '$.region',
      description: '$.detail.configuration.description',
      reason: '$.detail.state.reason',
    },
    message: 'An alarm of One Active Key is on',
  });
}

function addNotification(scope: Construct, target: NotificationTarget, notification: Notification): void {
  const { context, roleArn } = target;
  const { existence, inputPathsMap, message } = notification;
  const fields = Object.keys(inputPathsMap).map((name) => `"${name}":<${name}>`);
  addIf(
    existence,
    () =>
      new CfnRule(scope, notification.id, {
        name: notification.ruleName,
        eventPattern: notification.eventPattern,
        targets: [
          {
            id: 'topic',
            arn: context.settings('NotificationTopicArn'),
            roleArn,
            // EventBridge inserts a variable without quotes as JSON, so that quotes in an annotation are escaped
            // (EventBridge User Guide, "Input transformation").
            inputTransformer: {
              inputPathsMap,
              inputTemplate: `{"message":"${message}",${fields.join(',')}}`,
            },
          },
        ],
      }),
  );
}
