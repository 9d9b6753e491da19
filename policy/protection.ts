import type { AccessKey, UsedAccessKey } from './access-key.ts';
import { DAY_MS, HOUR_MS, type Policy } from './policy.ts';
import { endOfSpan, isWithin } from './span.ts';

/** Surplus keys that stay, unless the survivor was named. */
export type Protection =
  | {
      /** Two workloads share the user. */
      readonly code: 'KeysInUse';
      readonly keys: readonly UsedAccessKey[];
      readonly protectUsedWithinDays: number;
    }
  | {
      /** A rotation may be under way. */
      readonly code: 'NewKey';
      readonly keys: readonly AccessKey[];
      /** From this instant on the keys are not protected, unless somebody uses them. */
      readonly until: Date;
    };

/**
 * For how long a key that was never used counts as new, whatever the parameters. IAM shows the first use of a
 * key only minutes later, so until then "never used" says nothing about the key.
 */
const FIRST_USE_UNKNOWN_MS = HOUR_MS;

/** The protections that apply to surplus keys, in the order in which they are tried. */
export function protectionsOf(
  surplus: readonly AccessKey[],
  policy: Policy,
  now: Date,
): readonly Protection[] {
  const { protectUsedWithinDays } = policy;
  const inUse = surplus.filter(isInUse(policy, now));
  const unused = surplus.filter((key) => !inUse.some(({ id }) => id === key.id));
  const fresh = unused.filter((key) => isWithin(newUntil(key, policy), now));
  const protections: Protection[] = [];
  if (inUse.length > 0) protections.push({ code: 'KeysInUse', keys: inUse, protectUsedWithinDays });
  if (fresh.length > 0) {
    protections.push({ code: 'NewKey', keys: fresh, until: endOfProtection(fresh, policy) });
  }
  return protections;
}

/** The instant from which on nothing protects these protected keys, unless somebody uses them. */
export function endOfProtection(keys: readonly AccessKey[], policy: Policy): Date {
  const ends = keys.flatMap((key) => endsOfProtection(key, policy));
  return new Date(Math.max(...ends.map((end) => end.getTime())));
}

/** The instants at which a key ceases to be in use and to be new, unless somebody uses it. */
export function endsOfProtection(key: AccessKey, policy: Policy): readonly Date[] {
  return [inUseUntil(key, policy), newUntil(key, policy)].filter((end) => end !== undefined);
}

function isInUse(policy: Policy, now: Date) {
  return (key: AccessKey): key is UsedAccessKey => isWithin(inUseUntil(key, policy), now);
}

function inUseUntil({ lastUse }: AccessKey, { protectUsedWithinDays }: Policy): Date | undefined {
  return lastUse === null ? undefined : endOfSpan(lastUse.at, protectUsedWithinDays * DAY_MS);
}

/**
 * In AWS's examples a last use has whole minutes, so that it may lie just before the creation of the key.
 */
function newUntil({ createdAt, lastUse }: AccessKey, { protectUsedWithinDays }: Policy): Date | undefined {
  const protectionMs = protectUsedWithinDays * DAY_MS;
  return endOfSpan(createdAt, lastUse === null ? Math.max(protectionMs, FIRST_USE_UNKNOWN_MS) : protectionMs);
}
