import { CLOUDTRAIL_EVENT } from '../../reevaluation/event.ts';

/** The id of the event. */
export const EVENT_ID = '2f2d6a8b-7b1c-4c7e-9a55-3d3f5f0e9c11';

/**
 * An IAM call as EventBridge delivers it, in the form of the CloudTrail User Guide's examples and of the
 * EventBridge User Guide, "AWS service events delivered via AWS CloudTrail".
 */
export function iamEvent(eventName: string, requestParameters: object | null = { userName: 'alice' }) {
  return {
    version: '0',
    id: '6f87d04b-9f74-4f04-a780-7acf4b0a9b38',
    'detail-type': CLOUDTRAIL_EVENT,
    source: 'aws.iam',
    account: '111122223333',
    time: '2026-01-15T09:00:00Z',
    region: 'us-east-1',
    resources: [],
    detail: recordOf(eventName, requestParameters),
  };
}

/** The record of the call, as CloudTrail writes it. */
function recordOf(eventName: string, requestParameters: object | null) {
  return {
    eventVersion: '1.11',
    userIdentity: {
      type: 'AssumedRole',
      arn: 'arn:aws:sts::111122223333:assumed-role/admin/somebody',
      accountId: '111122223333',
    },
    eventTime: '2026-01-15T08:59:58Z',
    eventSource: 'iam.amazonaws.com',
    eventName,
    awsRegion: 'us-east-1',
    sourceIPAddress: '192.0.2.1',
    requestParameters,
    responseElements: null,
    eventID: EVENT_ID,
    readOnly: false,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: '111122223333',
  };
}
