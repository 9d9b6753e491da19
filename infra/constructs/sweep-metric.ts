import { type CfnLogGroup, CfnMetricFilter } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { addIf, type Existence } from './existence.ts';

/**
 * The metric of the completed sweeps of the rule: changes invoke the function, too, so that its invocations
 * say nothing.
 */
export const SWEEPS = { namespace: 'OneActiveKey', metricName: 'CompletedSweeps' } as const;

/**
 * Counts the completed sweeps by the log line of the rule function (rule/run-line.ts): one JSON object in one
 * log event, since the function writes it to stdout by itself. The pattern selects a member of such an object
 * by `$.` and compares it with a text in double quotes; it is case-sensitive (CloudWatch Logs User Guide,
 * "Using filter patterns to match terms in JSON log events"). A metric without dimensions has the sum of all.
 * Only an alarm reads the metric, and CloudWatch charges for it.
 */
export function addSweepMetric(scope: Construct, logGroup: CfnLogGroup, hasAlarms: Existence): void {
  addIf(
    hasAlarms,
    () =>
      new CfnMetricFilter(scope, 'Sweeps', {
        logGroupName: logGroup.ref,
        filterPattern: '{ $.sweep = "completed" }',
        metricTransformations: [
          {
            metricNamespace: SWEEPS.namespace,
            metricName: SWEEPS.metricName,
            metricValue: '1',
            unit: 'Count',
          },
        ],
      }),
  );
}
