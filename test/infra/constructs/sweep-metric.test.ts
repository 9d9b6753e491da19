import { describe, expect, it } from 'vitest';
import { deploy, onlyResource } from '../../support/cloudformation/deploy.ts';
import { templateOf } from '../../support/cloudformation/templates.ts';

const stack = deploy(templateOf('OneActiveKey'));

describe('the alarm that the rule has not run', () => {
  it('is on after two days without a completed sweep, also if there is no metric', () => {
    const { properties } = stack.resources['NotifyRuleNotRun'] ?? {};
    expect(properties).toMatchObject({
      AlarmName: 'one-active-key-rule-not-run',
      Namespace: 'OneActiveKey',
      MetricName: 'CompletedSweeps',
      Statistic: 'Sum',
      Period: 86_400,
      EvaluationPeriods: 2,
      Threshold: 1,
      ComparisonOperator: 'LessThanThreshold',
      TreatMissingData: 'breaching',
    });
    // The metric of a filter without dimensions has none; an alarm with dimensions would never find it.
    expect(properties).not.toHaveProperty('Dimensions');
  });

  it('counts the log lines of the rule function whose sweep is completed, each as one', () => {
    const { properties } = onlyResource(stack, 'AWS::Logs::MetricFilter');
    expect(properties).toEqual({
      LogGroupName: 'OneActiveKey-RuleLogGroup-1A2B3C4D5E6F',
      FilterPattern: '{ $.sweep = "completed" }',
      MetricTransformations: [
        {
          MetricNamespace: 'OneActiveKey',
          MetricName: 'CompletedSweeps',
          MetricValue: '1',
          Unit: 'Count',
        },
      ],
    });
  });
});
