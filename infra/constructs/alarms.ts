import { Aws, Fn, Token } from 'aws-cdk-lib';
import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { NAMES } from '../../rule/names.ts';
import type { Foundation } from './foundation.ts';
import { onlyIf } from './only-if.ts';

interface AlarmDefinition {
  readonly id: string;
  readonly functionName: string;
  readonly metricName: 'Errors' | 'AsyncEventsDropped';
  readonly periodSeconds: number;
  readonly threshold: number;
  readonly description: string;
}

/** Adds the alarms; they tell the account's topic, if there is one. */
export function addAlarms(scope: Construct, foundation: Foundation): void {
  // Lambda runs a failed asynchronous invocation again, twice: one failure that is made up for is no alarm, and of
  // three in less than an hour two are always within one of CloudWatch's periods.
  const stillFails = { metricName: 'Errors', periodSeconds: 3_600, threshold: 2 } as const;
  addAlarm(scope, foundation, {
    id: 'RuleErrors',
    ...stillFails,
    functionName: NAMES.ruleFunction,
    description: 'Users could not be evaluated, even when tried again. AWS Config shows nothing of this.',
  });
  addAlarm(scope, foundation, {
    id: 'RuleDropped',
    functionName: NAMES.ruleFunction,
    metricName: 'AsyncEventsDropped',
    periodSeconds: 300,
    threshold: 1,
    description:
      'Lambda gave up on an evaluation: all attempts failed, or it could not be run within an hour.',
  });
  addAlarm(scope, foundation, {
    id: 'RemediationErrors',
    functionName: NAMES.remediationFunction,
    metricName: 'Errors',
    periodSeconds: 300,
    threshold: 1,
    description: 'The remediation function failed; its execution says what was left behind.',
  });
  const reevaluationErrors = addAlarm(scope, foundation, {
    id: 'ReevaluationErrors',
    ...stillFails,
    functionName: NAMES.reevaluationFunction,
    description: 'A change could not be evaluated soon; the next scheduled evaluation makes up for it.',
  });
  onlyIf(foundation.isNearRealTime, reevaluationErrors);
}

function addAlarm(scope: Construct, foundation: Foundation, alarm: AlarmDefinition): CfnAlarm {
  const { hasTopic, settings } = foundation;
  const topic = Fn.conditionIf(
    hasTopic.logicalId,
    [settings('NotificationTopicArn').valueAsString],
    Aws.NO_VALUE,
  );
  return new CfnAlarm(scope, alarm.id, {
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
