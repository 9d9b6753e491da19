import { CfnRule } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import { NAMES } from '../../product/names.ts';
import { RUNBOOKS } from '../../product/runbooks.ts';
import { applyCondition } from './apply-condition.ts';
import type { StackContext } from './stack-context.ts';

interface Notification {
  readonly id: string;
  readonly eventPattern: object;
  /** The members of the message, by the paths at which the event has them. */
  readonly inputPathsMap: Readonly<Record<string, string>>;
  readonly says: string;
}

/** Adds messages to the account's topic, if there is one, about users and executions that need attention. */
export function addNotifications(scope: Construct, context: StackContext): void {
  addNonCompliantUsers(scope, context);
  addFailedRunbooks(scope, context);
}

/** The event that Config sends when a user's compliance changes; packs append a suffix to the rule's name. */
function addNonCompliantUsers(scope: Construct, context: StackContext): void {
  addNotification(scope, context, {
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
    says: 'An IAM user has more than one active access key',
  });
}

/** The event that Automation sends when an execution ends; a refusal is no failure. */
function addFailedRunbooks(scope: Construct, context: StackContext): void {
  addNotification(scope, context, {
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
    says: 'A runbook of One Active Key did not succeed',
  });
}

function addNotification(scope: Construct, context: StackContext, notification: Notification): void {
  const { hasTopic, parameters } = context;
  const { inputPathsMap, says } = notification;
  const members = Object.keys(inputPathsMap).map((name) => `"${name}":<${name}>`);
  const rule = new CfnRule(scope, notification.id, {
    eventPattern: notification.eventPattern,
    targets: [
      {
        id: 'topic',
        arn: parameters('NotificationTopicArn').valueAsString,
        // Variables without quotes are inserted as JSON, so that any annotation stays one text.
        inputTransformer: { inputPathsMap, inputTemplate: `{"message":"${says}",${members.join(',')}}` },
      },
    ],
  });
  applyCondition(hasTopic, rule);
}
