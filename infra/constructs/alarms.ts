import { Aws, CfnCondition, Fn, Token } from 'aws-cdk-lib';
import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { NAMES } from '../../product/names.ts';
import { applyCondition } from './apply-condition.ts';
import type { StackContext } from './stack-context.ts';

interface AlarmDefinition {
  readonly id: string;
  readonly functionName: string;
  readonly metricName: keyof typeof SUFFIXES;
  readonly periodSeconds: number;
  readonly threshold: number;
  readonly description: string;
}

/** The suffix of an alarm's name, by metric. */
const SUFFIXES = { Errors: 'errors', AsyncEventsDropped: 'dropped', Invocations: 'not-run' } as const;

/**
 * Lambda retries a failed asynchronous invocation twice (Lambda Developer Guide, asynchronous invocation). One failure
 * raises no alarm, since a retry may succeed. If all three attempts fail within an hour, two of the failures are always
 * within one of CloudWatch's periods.
 */
const REPEATED_ERRORS = { metricName: 'Errors', periodSeconds: 3_600, threshold: 2 } as const;

const RULE_ERRORS: AlarmDefinition = {
  id: 'RuleErrors',
  ...REPEATED_ERRORS,
  functionName: NAMES.ruleFunction,
  description:
    'The rule function could not evaluate some users, even after retries. AWS Config does not show this.',
};

/** The alarm of the metric that Lambda does not have in China (Lambda Developer Guide, "Types of metrics"). */
const RULE_DROPPED: AlarmDefinition = {
  id: 'RuleDropped',
  functionName: NAMES.ruleFunction,
  metricName: 'AsyncEventsDropped',
  periodSeconds: 300,
  threshold: 1,
  description:
    'Lambda discarded an invocation of the rule function: all three attempts failed, or Lambda could not start it within an hour.',
};

/**
 * The longest schedule is a day, so two days without an invocation mean that AWS Config does not invoke the rule. An alarm may
 * look back seven days if its period is an hour or longer (CloudWatch API Reference, PutMetricAlarm).
 */
const RULE_NOT_RUN: AlarmDefinition = {
  id: 'RuleNotRun',
  functionName: NAMES.ruleFunction,
  metricName: 'Invocations',
  periodSeconds: 86_400,
  threshold: 1,
  description:
    'AWS Config has not invoked the rule function for two days: check the rule and the recorder. The alarm is also on from the deployment of the stack to the first run.',
};

/** The alarm of the function that does not exist without remediation. */
const REMEDIATION_ALARM: AlarmDefinition = {
  id: 'RemediationErrors',
  functionName: NAMES.remediationFunction,
  metricName: 'Errors',
  periodSeconds: 300,
  threshold: 1,
  description:
    'The remediation function failed. The failure message of the runbook execution says which changes were made.',
};

/** The alarm of the function that exists only near real time. */
const REEVALUATION_ALARM: AlarmDefinition = {
  id: 'ReevaluationErrors',
  ...REPEATED_ERRORS,
  functionName: NAMES.reevaluationFunction,
  description:
    'The re-evaluation function failed, so that a changed access key or tag was not evaluated soon. The next scheduled evaluation includes the change.',
};

/** Adds the alarms; they notify the topic of the parameter NotificationTopicArn, if it is given. */
export function addAlarms(scope: Construct, context: StackContext): void {
  const { canRemediate, isNearRealTime } = context.conditions;
  const hasDroppedEvents = new CfnCondition(scope, 'HasDroppedEvents', {
    expression: Fn.conditionNot(Fn.conditionEquals(Aws.PARTITION, 'aws-cn')),
  });
  addAlarm(scope, context, RULE_ERRORS);
  applyCondition(hasDroppedEvents, addAlarm(scope, context, RULE_DROPPED));
  addAlarm(scope, context, RULE_NOT_RUN);
  applyCondition(canRemediate, addAlarm(scope, context, REMEDIATION_ALARM));
  applyCondition(isNearRealTime, addAlarm(scope, context, REEVALUATION_ALARM));
}

function addAlarm(scope: Construct, context: StackContext, alarm: AlarmDefinition): CfnAlarm {
  const { conditions, parameters } = context;
  const topic = Fn.conditionIf(
    conditions.hasTopic.logicalId,
    [parameters('NotificationTopicArn').valueAsString],
    Aws.NO_VALUE,
  );
  const isAboutAbsence = alarm.metricName === 'Invocations';
  return new CfnAlarm(scope, alarm.id, {
    alarmName: `${alarm.functionName}-${SUFFIXES[alarm.metricName]}`,
    alarmDescription: `${alarm.description} See docs/operations.md.`,
    namespace: 'AWS/Lambda',
    metricName: alarm.metricName,
    dimensions: [{ name: 'FunctionName', value: alarm.functionName }],
    statistic: 'Sum',
    period: alarm.periodSeconds,
    evaluationPeriods: isAboutAbsence ? 2 : 1,
    threshold: alarm.threshold,
    comparisonOperator: isAboutAbsence ? 'LessThanThreshold' : 'GreaterThanOrEqualToThreshold',
    treatMissingData: isAboutAbsence ? 'breaching' : 'notBreaching',
    alarmActions: Token.asList(topic),
  });
}
