import { exemptionEnd, LONGEST_REACH, parseExemption } from '../../../policy/exemption.ts';
import { compareIds } from '../../../policy/identifiers.ts';
import { DAY_MS } from '../../../policy/policy.ts';
import type { EndingExemption } from './history.ts';
import type { TaggedUser } from './tagged-users.ts';

/**
 * The valid exemptions that end within this number of days, the next end first; also of users with one active
 * key.
 */
export function endingExemptions(
  users: readonly TaggedUser[],
  { days, now }: { readonly days: number; readonly now: Date },
): readonly EndingExemption[] {
  const latest = now.getTime() + days * DAY_MS;
  const ending = users.flatMap(({ userName, userId, tags }) => {
    // What the deployed rule allows is not known here.
    const exemption = parseExemption(tags, LONGEST_REACH, now);
    if (exemption?.kind !== 'valid') return [];
    const { until, reason, owner } = exemption;
    const end = exemptionEnd(until) ?? Number.POSITIVE_INFINITY;
    const daysLeft = Math.floor((end - now.getTime()) / DAY_MS);
    return end <= latest ? [{ end, exemption: { userName, userId, until, reason, owner, daysLeft } }] : [];
  });
  return ending
    .toSorted((a, b) => a.end - b.end || compareIds(a.exemption.userName, b.exemption.userName))
    .map(({ exemption }) => exemption);
}
