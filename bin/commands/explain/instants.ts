import { activeKeysOf } from '../../../policy/access-key.ts';
import { exemptionEnd } from '../../../policy/exemption.ts';
import { DAY_MS, HOUR_MS } from '../../../policy/policy.ts';
import { tagValue } from '../../../policy/tags.ts';
import { EXEMPT_UNTIL_TAG } from '../../../product/tags.ts';
import type { DecisionFacts } from './facts.ts';

/**
 * The instants after `now` at which the decision can change although nobody does anything, sorted: every span
 * of the decision ends at one of them. Whether it changes, the decision itself tells.
 */
export function instantsOf(facts: DecisionFacts): readonly Date[] {
  const now = facts.now.getTime();
  const instants = [...endsOfKeys(facts), ...endsOfExemption(facts)];
  return [...new Set(instants)]
    .filter((at) => at > now)
    .toSorted((a, b) => a - b)
    .map((at) => new Date(at));
}

/** The ends of the rotation grace and of the protections, the one hour of a new key among them. */
function endsOfKeys({ keys, policy }: DecisionFacts): readonly number[] {
  const protectionMs = policy.protectUsedWithinDays * DAY_MS;
  return activeKeysOf(keys).flatMap(({ createdAt, lastUse }) => {
    const created = createdAt.getTime();
    return [
      created + policy.rotationGraceHours * HOUR_MS,
      created + protectionMs,
      created + HOUR_MS,
      ...(lastUse ? [lastUse.at.getTime() + protectionMs] : []),
    ];
  });
}

/** The end of an exemption, and the instants at which one that reaches too far ahead comes within reach. */
function endsOfExemption({ tags, policy }: DecisionFacts): readonly number[] {
  const until = tagValue(tags, EXEMPT_UNTIL_TAG);
  const end = until === undefined ? undefined : exemptionEnd(until);
  if (end === undefined) return [];
  const inReach = end - policy.exemptionMaxDays * DAY_MS;
  return [end, inReach, inReach - DAY_MS];
}
