import { NAMES } from '../../product/names.ts';
import { deploy } from '../support/cloudformation/deploy.ts';
import { templateOf } from '../support/cloudformation/templates.ts';

/**
 * The retries of a failed asynchronous invocation without an EventInvokeConfig (AWS Lambda Developer Guide).
 */
const DEFAULT_RETRIES = 2;

const TOPIC = 'arn:aws:sns:us-east-1:111122223333:security';

interface Alarm {
  readonly AlarmName: string;
  readonly MetricName: string;
  readonly Threshold: number;
  /** None for a metric of our own. */
  readonly Dimensions?: readonly { readonly Value: string }[];
}

const account = deploy(templateOf('OneActiveKey'), {
  parameters: { Deletion: 'Daily', Remediation: 'Automatic', NoticeDays: '3', NotificationTopicArn: TOPIC },
});

const alarms = account
  .ofType('AWS::CloudWatch::Alarm')
  .map(({ properties }) => properties as unknown as Alarm);

/** The timeout of each function, in milliseconds. */
export const TIMEOUTS: Readonly<Record<string, number>> = Object.fromEntries(
  account
    .ofType('AWS::Lambda::Function')
    .map(({ properties: { FunctionName, Timeout } }) => [FunctionName, Number(Timeout) * 1_000]),
);

/** The retries of a failed asynchronous invocation, by function. */
export const RETRIES: Readonly<Record<string, number>> = {
  ...Object.fromEntries(Object.values(NAMES).map((name) => [name, DEFAULT_RETRIES])),
  ...Object.fromEntries(
    account
      .ofType('AWS::Lambda::EventInvokeConfig')
      .map(({ properties }) => [properties['FunctionName'], Number(properties['MaximumRetryAttempts'])]),
  ),
};

/** The names of the alarms that a number of errors and a number of dropped events of a function raise. */
export function alarmsRaisedBy(functionName: string, errors: number, dropped: number): string[] {
  return (
    alarms
      .filter(({ Dimensions }) => Dimensions?.[0]?.Value === functionName)
      // The others are about what has not happened for days: an invocation, or a completed sweep.
      .filter(({ MetricName }) => MetricName === 'Errors' || MetricName === 'AsyncEventsDropped')
      .filter(({ MetricName, Threshold }) => (MetricName === 'Errors' ? errors : dropped) >= Threshold)
      .map(({ AlarmName }) => AlarmName)
  );
}
