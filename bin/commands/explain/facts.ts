import type { AccessKey } from '../../../policy/access-key.ts';
import type { Policy } from '../../../policy/policy.ts';
import type { Tags } from '../../../policy/tags.ts';
import { judge, type Verdict } from '../../../policy/verdict.ts';

/** What a decision is based on: all keys of a user, its tags, the policy and the time. */
export interface DecisionFacts {
  readonly keys: readonly AccessKey[];
  readonly tags: Tags;
  readonly policy: Policy;
  readonly now: Date;
}

/** The decision of the rule and of the remediation about these facts. */
export function decide({ keys, tags, policy, now }: DecisionFacts): Verdict {
  return judge({ keys, tags }, policy, now);
}
