import { CfnRule } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import { RUNBOOKS } from '../../remediation/runbooks.ts';
import { NAMES } from '../../rule/names.ts';
import type { Foundation } from './foundation.ts';
import { onlyIf } from './only-if.ts';

interface Notification {
  readonly id: string;
  readonly eventPattern: object;
  /** The members of the message, by the paths at which the event has them. */
  readonly inputPathsMap: Readonly<Record<string, string>>;
  readonly says: string;
}

/** Adds what tells the account's topic, if there is one, of users and executions that somebody should look at. */
export function addNotifications(scope: Construct, foundation: Foundation): void {
  addNonCompliantUsers(scope, foundation);
  addFailedRunbooks(scope, foundation);
}

/** The event that Config sends when a user's compliance changes; packs append a suffix to the rule's name. */
function addNonCompliantUsers(scope: Construct, foundation: Foundation): void {
  addNotification(scope, foundation, {
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
function addFailedRunbooks(scope: Construct, foundation: Foundation): void {
  addNotification(scope, foundation, {
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

function addNotification(scope: Construct, foundation: Foundation, notification: Notification): void {
  const { hasTopic, settings } = foundation;
  const { inputPathsMap, says } = notification;
  const members = Object.keys(inputPathsMap).map((name) => `"${name}":<${name}>`);
  const rule = new CfnRule(scope, notification.id, {
    eventPattern: notification.eventPattern,
    targets: [
      {
        id: 'topic',
        arn: settings('NotificationTopicArn').valueAsString,
        // Variables without quotes are inserted as JSON, so that whatever an annotation holds stays one text.
        inputTransformer: { inputPathsMap, inputTemplate: `{"message":"${says}",${members.join(',')}}` },
      },
    ],
  });
  onlyIf(hasTopic, rule);
}
