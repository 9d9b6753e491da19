import { Aws, Fn, Token } from 'aws-cdk-lib';
import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { RUNBOOKS } from '../../remediation/runbooks.ts';
import { NAMES } from '../../rule/names.ts';
import type { Foundation } from './foundation.ts';
import { onlyIf } from './only-if.ts';

interface AlarmDefinition {
  readonly functionName: string;
  readonly metricName: 'Errors' | 'AsyncEventsDropped';
  readonly periodSeconds: number;
  readonly threshold: number;
  readonly description: string;
}

/** Tells the account's topic, if there is one, what somebody should look at. */
export class Observability extends Construct {
  private readonly foundation: Foundation;

  constructor(scope: Construct, id: string, foundation: Foundation) {
    super(scope, id);
    this.foundation = foundation;
    // Lambda runs a failed asynchronous invocation again, twice: one failure that is made up for is no alarm, and of
    // three in less than an hour two are always within one of CloudWatch's periods.
    const stillFails = { metricName: 'Errors', periodSeconds: 3_600, threshold: 2 } as const;
    this.addAlarm('RuleErrors', {
      ...stillFails,
      functionName: NAMES.ruleFunction,
      description: 'Users could not be evaluated, even when tried again. AWS Config shows nothing of this.',
    });
    this.addAlarm('RuleDropped', {
      functionName: NAMES.ruleFunction,
      metricName: 'AsyncEventsDropped',
      periodSeconds: 300,
      threshold: 1,
      description:
        'Lambda gave up on an evaluation: all attempts failed, or it could not be run within an hour.',
    });
    this.addAlarm('RemediationErrors', {
      functionName: NAMES.remediationFunction,
      metricName: 'Errors',
      periodSeconds: 300,
      threshold: 1,
      description: 'A remediation failed; its execution says what was left behind.',
    });
    const reevaluationErrors = this.addAlarm('ReevaluationErrors', {
      ...stillFails,
      functionName: NAMES.reevaluationFunction,
      description: 'A change could not be evaluated soon; the next scheduled evaluation makes up for it.',
    });
    onlyIf(foundation.isNearRealTime, reevaluationErrors);
    this.addNonCompliantUsers();
    this.addFailedRunbooks();
  }

  private addAlarm(id: string, alarm: AlarmDefinition): CfnAlarm {
    const { hasTopic, settings } = this.foundation;
    const topic = Fn.conditionIf(
      hasTopic.logicalId,
      [settings('NotificationTopicArn').valueAsString],
      Aws.NO_VALUE,
    );
    return new CfnAlarm(this, id, {
      alarmName: `${alarm.functionName}-${alarm.metricName === 'Errors' ? 'errors' : 'dropped'}`,
      alarmDescription: `${alarm.description} See docs/operations.md.`,
      namespace: 'AWS/Lambda',
      metricName: alarm.metricName,
      dimensions: [{ name: 'FunctionName', value: alarm.functionName }],
      statistic: 'Sum',
      period: alarm.periodSeconds,
      evaluationPeriods: 1,
      threshold: alarm.threshold,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: Token.asList(topic),
    });
  }

  /** The event that Config sends when a user's compliance changes; packs append a suffix to the rule's name. */
  private addNonCompliantUsers(): void {
    this.addNotification('NonCompliantUsers', {
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
  private addFailedRunbooks(): void {
    this.addNotification('FailedRunbooks', {
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

  private addNotification(id: string, notification: Notification): void {
    const { hasTopic, settings } = this.foundation;
    const { inputPathsMap, says } = notification;
    const members = Object.keys(inputPathsMap).map((name) => `"${name}":<${name}>`);
    const rule = new CfnRule(this, id, {
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
}

interface Notification {
  readonly eventPattern: object;
  /** The members of the message, by the paths at which the event has them. */
  readonly inputPathsMap: Readonly<Record<string, string>>;
  readonly says: string;
}
