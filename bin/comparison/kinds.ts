import type { Changes, KeyChange, UserChange } from './changes.ts';

/** What a change of a user is to a reader, in the order in which it matters. */
export const USER_CHANGES = {
  nonCompliant: 'NON_COMPLIANT now',
  complies: 'Complies now',
  verdict: 'Another verdict',
  gone: 'User is gone',
  created: 'New user',
  keys: 'Other keys or name',
} as const;

/** A difference of a user between two inventories, as JSON names it. */
export type UserChangeKind = keyof typeof USER_CHANGES;

/** What a change of a user is: the first of the kinds that it is. */
export function kindOf({ earlier, later }: UserChange): UserChangeKind {
  const [was, is] = [earlier?.complianceType, later?.complianceType];
  if (is === 'NON_COMPLIANT' && was !== is) return 'nonCompliant';
  if (was === 'NON_COMPLIANT' && is === 'COMPLIANT') return 'complies';
  if (!later) return 'gone';
  if (!earlier) return 'created';
  return was === is ? 'keys' : 'verdict';
}

/** What became of a key. */
export const KEY_CHANGES = ['created', 'deactivated', 'activated', 'deleted', 'other'] as const;

/** One of `KEY_CHANGES`. */
export type KeyChangeKind = (typeof KEY_CHANGES)[number];

/** What became of a key; `other` is a change between two states that are not Active. */
export function keyKindOf({ earlier, later }: KeyChange): KeyChangeKind {
  if (earlier === null) return 'created';
  if (later === null) return 'deleted';
  if (earlier === 'Active') return 'deactivated';
  return later === 'Active' ? 'activated' : 'other';
}

/** The changes of users by kind, in the order of `USER_CHANGES`. */
export function byKind({ users }: Changes): readonly (readonly [UserChangeKind, readonly UserChange[]])[] {
  const kinds = Object.keys(USER_CHANGES) as UserChangeKind[];
  return kinds.map((kind) => [kind, users.filter((each) => kindOf(each) === kind)]);
}

/** How many keys became what. */
export function keyCounts({ users }: Changes): readonly (readonly [KeyChangeKind, number])[] {
  const kinds = users.flatMap(({ keys }) => keys.map(keyKindOf));
  return KEY_CHANGES.map((kind) => [kind, kinds.filter((each) => each === kind).length]);
}
