import type { Evaluation } from '@aws-sdk/client-config-service';
import type { ListedUser } from '../../aws/iam-users.ts';
import { annotate, RETIRED_ANNOTATION } from '../../policy/annotation.ts';
import type { Verdict } from '../../policy/verdict.ts';

/** The resource type of everything this rule reports. */
export const RESOURCE_TYPE = 'AWS::IAM::User';

/**
 * A verdict in the form of AWS Config: the resource id is the unique id of the user, the ordering timestamp
 * the time of the notification.
 */
export function evaluationOf(
  user: Pick<ListedUser, 'userId' | 'userName'>,
  verdict: Verdict,
  notifiedAt: Date,
): Evaluation {
  return {
    ComplianceResourceType: RESOURCE_TYPE,
    ComplianceResourceId: user.userId,
    ComplianceType: verdict.complianceType,
    Annotation: annotate(user.userName, verdict),
    OrderingTimestamp: notifiedAt,
  };
}

/**
 * The evaluation of a user that was deleted or is out of scope: AWS Config keeps the last result until a new
 * one replaces it.
 */
export function retirementOf(userId: string, notifiedAt: Date): Evaluation {
  return {
    ComplianceResourceType: RESOURCE_TYPE,
    ComplianceResourceId: userId,
    ComplianceType: 'NOT_APPLICABLE',
    Annotation: RETIRED_ANNOTATION,
    OrderingTimestamp: notifiedAt,
  };
}
