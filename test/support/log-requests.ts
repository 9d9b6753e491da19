import type { ToRequests } from './template-request.ts';

/** A name as CloudFormation generates it. */
const logGroupName = 'OneActiveKey-ReevaluationLogGroup-1A2B3C4D5E6F';

/** The requests that create a log group. */
export const logGroup: ToRequests = ({ RetentionInDays, KmsKeyId: kmsKeyId }) => [
  {
    service: 'logs',
    operation: 'CreateLogGroup',
    input: { logGroupName, ...(kmsKeyId === undefined ? {} : { kmsKeyId }) },
  },
  {
    service: 'logs',
    operation: 'PutRetentionPolicy',
    input: { logGroupName, retentionInDays: Number(RetentionInDays) },
  },
];

/** The request that creates a metric filter. */
export const metricFilter: ToRequests = ({ FilterPattern, LogGroupName, MetricTransformations }) => {
  const metricTransformations = (MetricTransformations as object[]).map(inLowerCamelCase);
  const filterPattern = FilterPattern;
  // CloudFormation generates the name from the stack, the logical id and a suffix.
  const input = { filterName: 'name', filterPattern, logGroupName: LogGroupName, metricTransformations };
  return [{ service: 'logs', operation: 'PutMetricFilter', input }];
};

/** The members of the API of CloudWatch Logs begin with small letters. */
const inLowerCamelCase = (properties: object): object =>
  Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [
      `${name.charAt(0).toLowerCase()}${name.slice(1)}`,
      value,
    ]),
  );
