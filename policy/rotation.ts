import type { AccessKey } from './access-key.ts';
import { compareIds } from './identifiers.ts';
import { HOUR_MS, type Policy } from './policy.ts';

/** What the grace of a rotation grants to a user, whether it has ended or not. */
export type RotationGrace =
  | { readonly kind: 'SwitchedOff' }
  /** A rotation has two active keys, the old one and the new one. */
  | { readonly kind: 'NotTwoKeys' }
  | {
      readonly kind: 'Granted';
      readonly newest: AccessKey;
      /** From this instant on the two keys are not allowed any more. */
      readonly until: Date;
    };

/** The grace for these active keys; the order of the keys does not matter. */
export function rotationGraceOf(activeKeys: readonly AccessKey[], policy: Policy): RotationGrace {
  if (policy.rotationGraceHours === 0) return { kind: 'SwitchedOff' };
  if (activeKeys.length !== 2) return { kind: 'NotTwoKeys' };
  const newest = activeKeys.toSorted(newestFirst).reduce((first) => first);
  const until = new Date(newest.createdAt.getTime() + policy.rotationGraceHours * HOUR_MS);
  return { kind: 'Granted', newest, until };
}

/** Of two keys created in the same second the id decides, so that the order of the input does not matter. */
function newestFirst(a: AccessKey, b: AccessKey): number {
  return b.createdAt.getTime() - a.createdAt.getTime() || compareIds(a.id, b.id);
}
