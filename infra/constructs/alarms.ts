import { Aws, Fn, Token } from 'aws-cdk-lib';
import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { NAMES } from '../../product/names.ts';
import { applyCondition } from './apply-condition.ts';
import type { StackContext } from './stack-context.ts';

interface AlarmDefinition {
  readonly id: string;
  readonly functionName: string;
  readonly metricName: 'Errors' | 'AsyncEventsDropped';
  readonly periodSeconds: number;
  readonly threshold: number;
  readonly description: string;
}

/** Adds the alarms; they send messages to the account's topic, if there is one. */
export function addAlarms(scope: Construct, context: StackContext): void {
  // Lambda repeats a failed asynchronous invocation twice: a failure that a repetition makes up for raises no alarm, and of
  // three failures in less than an hour two are always within one of CloudWatch's periods.
  const repeatedErrors = { metricName: 'Errors', periodSeconds: 3_600, threshold: 2 } as const;
  addAlarm(scope, context, {
    id: 'RuleErrors',
    ...repeatedErrors,
    functionName: NAMES.ruleFunction,
    description: 'Users could not be evaluated, even after retries. AWS Config does not show this.',
  });
  addAlarm(scope, context, {
    id: 'RuleDropped',
    functionName: NAMES.ruleFunction,
    metricName: 'AsyncEventsDropped',
    periodSeconds: 300,
    threshold: 1,
    description: 'Lambda gave up an evaluation: all attempts failed, or it could not start within an hour.',
  });
  addAlarm(scope, context, {
    id: 'RemediationErrors',
    functionName: NAMES.remediationFunction,
    metricName: 'Errors',
    periodSeconds: 300,
    threshold: 1,
    description: 'The remediation function failed; the message of its execution says what it left behind.',
  });
  const reevaluationErrors = addAlarm(scope, context, {
    id: 'ReevaluationErrors',
    ...repeatedErrors,
    functionName: NAMES.reevaluationFunction,
    description: 'A change could not be evaluated soon; the next scheduled evaluation will show it.',
  });
  applyCondition(context.isNearRealTime, reevaluationErrors);
}

function addAlarm(scope: Construct, context: StackContext, alarm: AlarmDefinition): CfnAlarm {
  const { hasTopic, parameters } = context;
  const topic = Fn.conditionIf(
    hasTopic.logicalId,
    [parameters('NotificationTopicArn').valueAsString],
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
