import type { IAMClient } from '@aws-sdk/client-iam';
import { againIfKeyGone } from '../../../aws/iam-access-keys.ts';
import { type DescribedUser, readTagsOf } from '../../../aws/iam-users.ts';
import { readVerdict } from '../../../aws/read-verdict.ts';
import type { Policy } from '../../../policy/policy.ts';
import type { Verdict } from '../../../policy/verdict.ts';
import { readLastUses } from '../../inventory/read-user.ts';
import type { DecisionFacts } from './facts.ts';

/** The facts about a user, and the decision that is based on them. */
export interface UserFacts extends DecisionFacts {
  readonly verdict: Verdict;
}

/**
 * Reads a user and decides as the rule does. Beyond the rule's calls, it reads the last use of every other
 * key, and the tags also if they decide nothing. Undefined if the user was deleted or renamed meanwhile.
 */
export function readUserFacts(
  iam: IAMClient,
  user: DescribedUser,
  context: { readonly policy: Policy; readonly now: Date },
): Promise<UserFacts | undefined> {
  // The keys that are not active are read after the verdict, so one of them may be gone by then.
  return againIfKeyGone(async () => {
    const reading = await readVerdict(iam, user, context);
    if (reading.kind === 'vanished') return undefined;
    const { verdict } = reading;
    const keys = await readLastUses(iam, user, reading);
    const tags = verdict.situation === 'AtMostOneActiveKey' ? await readTagsOf(iam, user) : reading.tags;
    return tags && { ...context, verdict, keys, tags };
  });
}
