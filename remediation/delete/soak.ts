/** Which of the keys that we deactivated may be deleted: pure, like the decision which key is deactivated. */

import type { KeyMetadata, LastUse } from '../../policy/access-key.ts';
import type { AccessKeyId } from '../../policy/identifiers.ts';
import { DAY } from '../../policy/policy.ts';
import { type Tags, tagValue } from '../../policy/tags.ts';
import { clipWords, minute } from '../../policy/text.ts';
import { deactivatedTag, KEEP_TAG } from '../../product/tags.ts';
import { type DeactivationRecord, readRecords } from '../shared/record.ts';

/** A key that we deactivated long enough ago; whether it was used since is still to be seen. */
export interface SoakedKey {
  readonly id: AccessKeyId;
  readonly deactivatedAt: Date;
}

/** A key that stays, and why. */
export interface HeldKey {
  readonly code: 'Soaking' | 'KeptByOwner' | 'UsedSince' | 'NotInactive' | 'InvalidRecord';
  readonly sentence: string;
}

/** What becomes of the keys on record; all others are none of our business. */
export interface SoakPlan {
  readonly soaked: readonly SoakedKey[];
  readonly held: readonly HeldKey[];
  /** Whose records say nothing any more, since the key is gone or somebody has set it to Active. */
  readonly obsolete: readonly AccessKeyId[];
}

/**
 * Sorts the keys on record of a user. A soak of so many days is over from that very instant on; a record that lies
 * ahead of `now` soaks. The order of keys and tags never matters.
 */
export function planDeletion(
  { keys, tags }: { readonly keys: readonly KeyMetadata[]; readonly tags: Tags },
  soakDays: number,
  now: Date,
): SoakPlan {
  const known = new Map(keys.map((key) => [key.id, key]));
  const named = tagValue(tags, KEEP_TAG);
  const soaked: SoakedKey[] = [];
  const held: HeldKey[] = [];
  const obsolete: AccessKeyId[] = [];
  for (const record of readRecords(tags)) {
    const key = known.get(record.key);
    if (!key || key.status === 'Active') {
      obsolete.push(record.key);
      continue;
    }
    const result = classifyRecord(key, record, { named, soakDays, now });
    if ('code' in result) held.push(result);
    else soaked.push(result);
  }
  return { soaked, held, obsolete };
}

interface Circumstances {
  /** The key that the owner names. */
  readonly named: string | undefined;
  readonly soakDays: number;
  readonly now: Date;
}

function classifyRecord(
  key: KeyMetadata,
  { value, deactivatedAt }: DeactivationRecord,
  { named, soakDays, now }: Circumstances,
): HeldKey | SoakedKey {
  const { id } = key;
  // Nobody can have deactivated a key before it was there: such a record was not written by us.
  if (!deactivatedAt || deactivatedAt < key.createdAt) return invalidRecord(id, value);
  if (key.status !== 'Inactive') return notInactive(key);
  if (named === id) return keptByOwner(id);
  const until = new Date(deactivatedAt.getTime() + soakDays * DAY);
  return now < until ? soaking(id, until) : { id, deactivatedAt };
}

/** Why a soaked key stays all the same: it was used after we had deactivated it. Undefined where it was not. */
export function usedSince({ id, deactivatedAt }: SoakedKey, lastUse: LastUse | null): HeldKey | undefined {
  if (lastUse === null || lastUse.at <= deactivatedAt) return undefined;
  const used = `${id} was used ${minute(lastUse.at)}, after it was deactivated ${minute(deactivatedAt)}`;
  return { code: 'UsedSince', sentence: `${used}: delete it manually.` };
}

function invalidRecord(id: AccessKeyId, value: string): HeldKey {
  const expected = 'expected a time since the key was created, kept= and execution=';
  const received = clipWords(value, 100) || `a text of ${value.length} characters`;
  return {
    code: 'InvalidRecord',
    sentence: `InvalidRecord: tag ${deactivatedTag(id)}: ${expected}; received "${received}".`,
  };
}

function soaking(id: AccessKeyId, until: Date): HeldKey {
  return { code: 'Soaking', sentence: `${id} soaks until ${minute(until)}.` };
}

function notInactive({ id, status }: KeyMetadata): HeldKey {
  return { code: 'NotInactive', sentence: `${id} is ${status}, and only Inactive keys are deleted.` };
}

function keptByOwner(id: AccessKeyId): HeldKey {
  return { code: 'KeptByOwner', sentence: `${id} is named in tag ${KEEP_TAG}.` };
}
