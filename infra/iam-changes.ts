import { Aws } from 'aws-cdk-lib';
import { CLOUDTRAIL_EVENT, KEY_CALLS, TAG_CALLS } from '../reevaluation/event.ts';

/** The Regions of IAM's events, one for each partition (EventBridge User Guide, "AWS service events"). */
export const IAM_EVENT_REGIONS = ['us-east-1', 'us-gov-west-1', 'cn-north-1'] as const;

/**
 * The events of IAM calls that may change a verdict. A failed call has an `errorCode` and changed nothing.
 *
 * The function reads which tags a call changed: CloudTrail's fields for tags are not documented well enough to filter by
 * them here.
 */
export function iamChangePattern(): object {
  return {
    source: ['aws.iam'],
    // Other accounts may send theirs to this one's bus.
    account: [Aws.ACCOUNT_ID],
    'detail-type': [CLOUDTRAIL_EVENT],
    detail: {
      eventSource: ['iam.amazonaws.com'],
      eventName: [...KEY_CALLS, ...TAG_CALLS],
      errorCode: [{ exists: false }],
    },
  };
}
