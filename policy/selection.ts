import { KEEP_TAG } from '../product/tags.ts';
import type { AccessKey } from './access-key.ts';
import { type AccessKeyId, compareIds } from './identifiers.ts';
import type { Policy, SelectionStrategy } from './policy.ts';
import { type Tags, tagValue } from './tags.ts';

/** One survivor and the surplus keys, the lowest ranked first. */
export interface Selection {
  readonly kind: 'selected';
  readonly survivor: AccessKey;
  readonly surplus: readonly AccessKey[];
  readonly selectedBy: SelectionStrategy | NamedBy;
}

/** Who named the survivor: the owner, by the tag `keep`; or a run, by its parameter `KeepAccessKeyId`. */
export type NamedBy = typeof KEEP_TAG | 'KeepAccessKeyId';

/** The tag `keep`, or `KeepAccessKeyId`, names no active key of this user. */
export interface InvalidName {
  readonly kind: 'InvalidKeepTag' | 'InvalidKeepAccessKeyId';
  readonly value: string;
}

/** What names the survivor, if anything does. */
export interface Naming {
  readonly tags: Tags;
  /** The survivor that a run names by a reviewed decision; the tag `keep` is not looked at then. */
  readonly keepAccessKeyId?: AccessKeyId | undefined;
}

/** The strategy finds no difference between the highest ranked keys. */
export interface Indistinguishable {
  readonly kind: 'Indistinguishable';
  readonly keys: readonly AccessKey[];
}

/**
 * Decides which of two or more active keys survives: the one that the run or else the owner names, otherwise
 * the one that the strategy ranks highest. Total and deterministic: the order of the keys does not matter.
 */
export function select(
  activeKeys: readonly AccessKey[],
  naming: Naming,
  policy: Policy,
): Selection | InvalidName | Indistinguishable {
  const strategy = policy.selectionStrategy;
  const ranked = activeKeys.toSorted((a, b) => compare(a, b, strategy) || compareIds(a.id, b.id));
  const name = parseName(naming);
  if (name !== undefined) {
    const named = ranked.find((key) => key.id === name.value);
    return named ? selection(ranked, named, name.by) : { kind: INVALID_NAME[name.by], value: name.value };
  }
  const survivor = ranked.reduce((_lower, higher) => higher);
  const equals = ranked.filter((key) => compare(key, survivor, strategy) === 0);
  if (equals.length > 1) return { kind: 'Indistinguishable', keys: equals };
  return selection(ranked, survivor, strategy);
}

const INVALID_NAME = {
  [KEEP_TAG]: 'InvalidKeepTag',
  KeepAccessKeyId: 'InvalidKeepAccessKeyId',
} as const satisfies Readonly<Record<NamedBy, InvalidName['kind']>>;

function parseName({
  tags,
  keepAccessKeyId,
}: Naming): { readonly by: NamedBy; readonly value: string } | undefined {
  if (keepAccessKeyId !== undefined) return { by: 'KeepAccessKeyId', value: keepAccessKeyId };
  const value = tagValue(tags, KEEP_TAG);
  return value === undefined ? undefined : { by: KEEP_TAG, value };
}

/** Who named the survivor; undefined if the strategy selected it. */
export function namedBy(selectedBy: Selection['selectedBy']): NamedBy | undefined {
  return selectedBy === KEEP_TAG || selectedBy === 'KeepAccessKeyId' ? selectedBy : undefined;
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
