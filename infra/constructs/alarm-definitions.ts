import { NAMES } from '../../product/names.ts';
import { SWEEPS } from './sweep-metric.ts';

/** What an alarm watches, and what its description says. */
export interface AlarmDefinition {
  readonly id: string;
  readonly functionName: string;
  /** The part of the alarm's name after the name of the function. */
  readonly suffix: string;
  readonly description: string;
  /** A metric of the product; a metric of Lambda's by default. */
  readonly namespace?: string;
  readonly metricName: string;
  readonly period: number;
  readonly evaluationPeriods: number;
  readonly comparisonOperator: 'GreaterThanOrEqualToThreshold' | 'LessThanThreshold';
  readonly threshold: number;
  readonly treatMissingData: 'breaching' | 'notBreaching';
}

/** On if the sum of a metric reaches the threshold within one period. */
const IF_REACHED = {
  evaluationPeriods: 1,
  comparisonOperator: 'GreaterThanOrEqualToThreshold',
  treatMissingData: 'notBreaching',
} as const;

/**
 * Lambda retries a failed asynchronous invocation twice (Lambda Developer Guide, asynchronous invocation).
 * One failure raises no alarm, since a retry may succeed. If all three attempts fail within an hour, two of
 * the failures are always within one of CloudWatch's periods.
 */
const IF_REPEATED = {
  ...IF_REACHED,
  suffix: 'errors',
  metricName: 'Errors',
  period: 3_600,
  threshold: 2,
} as const;

/** The rule function failed, and failed again when Lambda tried again. */
export const RULE_ERRORS: AlarmDefinition = {
  id: 'RuleErrors',
  ...IF_REPEATED,
  functionName: NAMES.ruleFunction,
  description:
    'The rule function could not evaluate some users, even after retries. AWS Config does not show this.',
};

/**
 * Lambda has no metric AsyncEventsDropped in the Regions of China (Lambda Developer Guide, "Types of
 * metrics").
 */
export const RULE_DROPPED: AlarmDefinition = {
  id: 'RuleDropped',
  functionName: NAMES.ruleFunction,
  ...IF_REACHED,
  suffix: 'dropped',
  metricName: 'AsyncEventsDropped',
  period: 300,
  threshold: 1,
  description:
    'Lambda discarded an invocation of the rule function: all three attempts failed, or Lambda could not ' +
    'start it within an hour.',
};

/**
 * The longest schedule is a day, so two days without a completed sweep mean that AWS Config does not invoke
 * the rule, or that the rule reaches nobody. Invocations do not tell: each change is one, too. An alarm may
 * look back seven days if its period is an hour or longer (CloudWatch API Reference, PutMetricAlarm).
 */
export const RULE_NOT_RUN: AlarmDefinition = {
  id: 'RuleNotRun',
  functionName: NAMES.ruleFunction,
  suffix: 'not-run',
  ...SWEEPS,
  period: 86_400,
  evaluationPeriods: 2,
  comparisonOperator: 'LessThanThreshold',
  threshold: 1,
  treatMissingData: 'breaching',
  description:
    'The rule function has not evaluated all users for two days: check the rule, the recorder and the log. The ' +
    'alarm is also on from the deployment of the stack to the first run.',
};

/** The remediation function failed; Lambda does not try again. */
export const REMEDIATION_ERRORS: AlarmDefinition = {
  id: 'RemediationErrors',
  functionName: NAMES.remediationFunction,
  ...IF_REACHED,
  suffix: 'errors',
  metricName: 'Errors',
  period: 300,
  threshold: 1,
  description:
    'The remediation function failed. The failure message of the runbook execution says which changes were made.',
};

/** The re-evaluation function failed, and failed again when Lambda tried again. */
export const REEVALUATION_ERRORS: AlarmDefinition = {
  id: 'ReevaluationErrors',
  ...IF_REPEATED,
  functionName: NAMES.reevaluationFunction,
  description:
    'The re-evaluation function failed, so that a changed access key or tag was not evaluated soon. The ' +
    'next scheduled evaluation includes the change.',
};

/** Nothing else tells of a message that did not arrive; a run says so in its receipt only. */
export const NOTIFICATION_ERRORS: AlarmDefinition = {
  id: 'NotificationErrors',
  functionName: NAMES.notificationFunction,
  ...IF_REACHED,
  suffix: 'errors',
  metricName: 'Errors',
  period: 300,
  threshold: 1,
  description:
    'A topic did not accept a message, or a message could not be built: read the log of the function.',
};

/** The alarms of which the notification function tells. */
const TOLD_ALARMS = [RULE_ERRORS, RULE_DROPPED, RULE_NOT_RUN, REMEDIATION_ERRORS, REEVALUATION_ERRORS];

/** The name of an alarm. */
export const nameOf = ({ functionName, suffix }: AlarmDefinition): string => `${functionName}-${suffix}`;

/** The names of the alarms of which the notification function tells, by an event. */
export const TOLD_ALARM_NAMES: readonly string[] = TOLD_ALARMS.map(nameOf);
