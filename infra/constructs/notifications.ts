import type { CfnCondition } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import { NAMES } from '../../product/names.ts';
import { RUNBOOKS } from '../../product/runbooks.ts';
import { applyCondition } from './apply-condition.ts';
import type { StackContext } from './stack-context.ts';

interface Notification {
  readonly condition: CfnCondition;
  readonly id: string;
  readonly eventPattern: object;
  /** The path within the event of each field of the message, by field. */
  readonly inputPathsMap: Readonly<Record<string, string>>;
  readonly message: string;
}

/** Adds the event rules that notify the topic, if it is given, of non-compliant users and failed runbook executions. */
export function addNotifications(scope: Construct, context: StackContext): void {
  addNonCompliantUsers(scope, context);
  addFailedRunbooks(scope, context);
}

/** Config sends this event when a user's compliance changes; a conformance pack appends a suffix to the rule's name. */
function addNonCompliantUsers(scope: Construct, context: StackContext): void {
  addNotification(scope, context, {
    condition: context.conditions.hasTopic,
    id: 'NonCompliantUsers',
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
function addFailedRunbooks(scope: Construct, context: StackContext): void {
  addNotification(scope, context, {
    condition: context.conditions.notifiesOfRemediation,
    id: 'FailedRunbooks',
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

function addNotification(scope: Construct, context: StackContext, notification: Notification): void {
  const { parameters } = context;
  const { condition, inputPathsMap, message } = notification;
  const fields = Object.keys(inputPathsMap).map((name) => `"${name}":<${name}>`);
  const rule = new CfnRule(scope, notification.id, {
    eventPattern: notification.eventPattern,
    targets: [
      {
        id: 'topic',
        arn: parameters('NotificationTopicArn').valueAsString,
        // EventBridge inserts a variable without quotes as JSON, so that quotes in an annotation are escaped (EventBridge
        // User Guide, "Input transformation").
        inputTransformer: { inputPathsMap, inputTemplate: `{"message":"${message}",${fields.join(',')}}` },
      },
    ],
  });
  applyCondition(condition, rule);
}
