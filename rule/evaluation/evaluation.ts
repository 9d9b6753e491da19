import type { Evaluation } from '@aws-sdk/client-config-service';
import { annotate } from '../../policy/annotation.ts';
import type { Verdict } from '../../policy/verdict.ts';

/** The resource type of everything this rule reports. */
export const RESOURCE_TYPE = 'AWS::IAM::User';

/** A verdict as Config takes it: resource id is the user's unique id, ordering timestamp the notification's time. */
export function evaluationOf(
  user: { readonly userId: string; readonly userName: string },
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

/** What Config is told of a user that is deleted or out of scope, since it never forgets a resource by itself. */
export function retirementOf(userId: string, notifiedAt: Date): Evaluation {
  return {
    ComplianceResourceType: RESOURCE_TYPE,
    ComplianceResourceId: userId,
    ComplianceType: 'NOT_APPLICABLE',
    Annotation: 'The user no longer exists or is out of scope.',
    OrderingTimestamp: notifiedAt,
  };
}
