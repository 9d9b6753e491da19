import { KEEP_TAG } from '../product/tags.ts';
import type { AccessKey } from './access-key.ts';
import { compareIds } from './identifiers.ts';
import type { Policy, SelectionStrategy } from './policy.ts';
import { type Tags, tagValue } from './tags.ts';

/** One survivor and the surplus keys, the lowest ranked first. */
export interface Selection {
  readonly kind: 'selected';
  readonly survivor: AccessKey;
  readonly surplus: readonly AccessKey[];
  readonly selectedBy: SelectionStrategy | typeof KEEP_TAG;
}

/** The tag `keep` names no active key of this user. */
export interface InvalidKeepTag {
  readonly kind: 'InvalidKeepTag';
  readonly value: string;
}

/** The strategy finds no difference between the highest ranked keys. */
export interface Indistinguishable {
  readonly kind: 'Indistinguishable';
  readonly keys: readonly AccessKey[];
}

/**
 * Decides which of two or more active keys survives: the one that the owner names, otherwise the one that the strategy
 * ranks highest. Total and deterministic: the order of the keys does not matter.
 */
export function select(
  activeKeys: readonly AccessKey[],
  tags: Tags,
  policy: Policy,
): Selection | InvalidKeepTag | Indistinguishable {
  const strategy = policy.selectionStrategy;
  const ranked = activeKeys.toSorted((a, b) => compare(a, b, strategy) || compareIds(a.id, b.id));
  const named = tagValue(tags, KEEP_TAG);
  if (named !== undefined) {
    const survivor = ranked.find((key) => key.id === named);
    return survivor ? selection(ranked, survivor, KEEP_TAG) : { kind: 'InvalidKeepTag', value: named };
  }
  const survivor = ranked.reduce((_lower, higher) => higher);
  const equals = ranked.filter((key) => compare(key, survivor, strategy) === 0);
  if (equals.length > 1) return { kind: 'Indistinguishable', keys: equals };
  return selection(ranked, survivor, strategy);
}

function selection(
  ranked: readonly AccessKey[],
  survivor: AccessKey,
  selectedBy: Selection['selectedBy'],
): Selection {
  return { kind: 'selected', survivor, surplus: ranked.filter((key) => key !== survivor), selectedBy };
}

/** Below zero if `b` survives `a`, above zero if `a` survives `b`, zero if the strategy cannot tell. */
function compare(a: AccessKey, b: AccessKey, strategy: SelectionStrategy): number {
  const byUse = difference(lastUsedAt(a), lastUsedAt(b));
  const byAge = a.createdAt.getTime() - b.createdAt.getTime();
  switch (strategy) {
    case 'LeastRecentlyUsed':
      return byUse || byAge;
    case 'Oldest':
      return byAge || byUse;
  }
}

function lastUsedAt(key: AccessKey): number {
  return key.lastUse?.at.getTime() ?? Number.NEGATIVE_INFINITY;
}

/** A subtraction in which two keys that were never used are equal. */
function difference(a: number, b: number): number {
  return a === b ? 0 : a - b;
}
