import { Aws } from 'aws-cdk-lib';
import { CLOUDTRAIL_EVENT, KEY_CALLS, TAG_CALLS, USER_CALLS } from '../reevaluation/event.ts';

/**
 * The Region in which each partition sends IAM's events, by partition (EventBridge User Guide, "AWS service
 * events").
 */
export const IAM_EVENT_REGION = {
  aws: 'us-east-1',
  'aws-us-gov': 'us-gov-west-1',
  'aws-cn': 'cn-north-1',
} as const;

/** The Regions in which IAM sends its events. */
export const IAM_EVENT_REGIONS = Object.values(IAM_EVENT_REGION);

/**
 * The pattern of the events of IAM calls that may change a verdict. The event of a failed call has an
 * `errorCode`; such a call changed nothing.
 *
 * The pattern does not filter by tag, since CloudTrail's fields for tags are not documented well enough. The
 * re-evaluation function reads which tags a call changed.
 */
export function iamChangePattern(): object {
  return {
    source: ['aws.iam'],
    // Other accounts may send their events to the bus of this account.
    account: [Aws.ACCOUNT_ID],
    'detail-type': [CLOUDTRAIL_EVENT],
    detail: {
      eventSource: ['iam.amazonaws.com'],
      eventName: [...KEY_CALLS, ...TAG_CALLS, ...USER_CALLS],
      errorCode: [{ exists: false }],
    },
  };
}
