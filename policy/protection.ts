import type { AccessKey, UsedAccessKey } from './access-key.ts';
import { DAY_MS, HOUR_MS, type Policy } from './policy.ts';

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
  const inUse = surplus.filter(isUsedWithin(protectUsedWithinDays * DAY_MS, now));
  const unused = surplus.filter((key) => !inUse.some(({ id }) => id === key.id));
  const fresh = unused.filter((key) => isYoungerThan(newnessMs(key, policy), key, now));
  const protections: Protection[] = [];
  if (inUse.length > 0) protections.push({ code: 'KeysInUse', keys: inUse, protectUsedWithinDays });
  if (fresh.length > 0) protections.push({ code: 'NewKey', keys: fresh, until: newUntil(fresh, policy) });
  return protections;
}

function isUsedWithin(spanMs: number, now: Date) {
  return (key: AccessKey): key is UsedAccessKey =>
    spanMs > 0 && key.lastUse !== null && key.lastUse.at.getTime() > now.getTime() - spanMs;
}

function isYoungerThan(spanMs: number, { createdAt }: AccessKey, now: Date): boolean {
  return spanMs > 0 && createdAt.getTime() > now.getTime() - spanMs;
}

/**
 * For how long a key counts as new. In AWS's examples a last use has whole minutes, so that it may lie just
 * before the creation of the key.
 */
function newnessMs({ lastUse }: AccessKey, { protectUsedWithinDays }: Policy): number {
  const protectionMs = protectUsedWithinDays * DAY_MS;
  return lastUse === null ? Math.max(protectionMs, FIRST_USE_UNKNOWN_MS) : protectionMs;
}

function newUntil(keys: readonly AccessKey[], policy: Policy): Date {
  return new Date(Math.max(...keys.map((key) => key.createdAt.getTime() + newnessMs(key, policy))));
}
