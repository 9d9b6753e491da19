import type { DecisionFacts } from '../../../../bin/commands/explain/facts.ts';
import type { AccessKey } from '../../../../policy/access-key.ts';
import { DEFAULT_POLICY } from '../../../../policy/parameters.ts';
import type { Policy } from '../../../../policy/policy.ts';
import { aUser, NOW } from '../../../support/users.ts';

/** The facts about a user with these keys. */
export function factsOf(
  keys: readonly AccessKey[],
  tags: Readonly<Record<string, string>> = {},
  policy: Partial<Policy> = {},
): DecisionFacts {
  return { ...aUser(keys, tags), policy: { ...DEFAULT_POLICY, ...policy }, now: NOW };
}
