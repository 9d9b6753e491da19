/** The decision which of the keys with a record may be deleted, and why others stay. */

import type { KeyMetadata, LastUse } from '../../policy/access-key.ts';
import type { AccessKeyId } from '../../policy/identifiers.ts';
import { DAY_MS } from '../../policy/policy.ts';
import { type Tags, tagValue } from '../../policy/tags.ts';
import { clipWords, formatMinute } from '../../policy/text.ts';
import { deactivatedTag, KEEP_TAG } from '../../product/tags.ts';
import { type DeactivationRecord, readRecords } from '../shared/record.ts';

/** A key whose soak is over. It may be deleted unless it was used after its deactivation. */
export interface SoakedKey {
  readonly id: AccessKeyId;
  readonly deactivatedAt: Date;
}

/** The reason for which a key stays. */
export interface StayingKey {
  readonly code: 'Soaking' | 'KeptByOwner' | 'UsedSince' | 'NotInactive' | 'InvalidRecord';
  readonly sentence: string;
}

/** The keys with a record, each in one of three lists; a deletion ignores all other keys. */
export interface ClassifiedRecords {
  readonly soaked: readonly SoakedKey[];
  readonly staying: readonly StayingKey[];
  /** The keys whose records are obsolete: the key no longer exists, or somebody has set it to Active. */
  readonly obsolete: readonly AccessKeyId[];
}

/**
 * Classifies the records of a user. A soak is over exactly `soakDays` times 24 hours after the deactivation; a key whose
 * record is dated after `now` soaks, too. The order of keys and tags does not matter.
 */
export function classifyRecords(
  { keys, tags }: { readonly keys: readonly KeyMetadata[]; readonly tags: Tags },
  soakDays: number,
  now: Date,
): ClassifiedRecords {
  const keysById = new Map(keys.map((key) => [key.id, key]));
  const keepTag = tagValue(tags, KEEP_TAG);
  const soaked: SoakedKey[] = [];
  const staying: StayingKey[] = [];
  const obsolete: AccessKeyId[] = [];
  for (const record of readRecords(tags)) {
    const key = keysById.get(record.key);
    if (!key || key.status === 'Active') {
      obsolete.push(record.key);
      continue;
    }
    const result = classifyRecord(key, record, { keepTag, soakDays, now });
    if ('code' in result) staying.push(result);
    else soaked.push(result);
  }
  return { soaked, staying, obsolete };
}

interface Criteria {
  /** The value of the owner's keep tag. */
  readonly keepTag: string | undefined;
  readonly soakDays: number;
  readonly now: Date;
}

function classifyRecord(
  key: KeyMetadata,
  { value, deactivatedAt }: DeactivationRecord,
  { keepTag, soakDays, now }: Criteria,
): StayingKey | SoakedKey {
  const { id } = key;
  // One Active Key cannot have deactivated a key before its creation, so somebody else wrote such a record.
  if (!deactivatedAt || deactivatedAt < key.createdAt) return invalidRecord(id, value);
  if (key.status !== 'Inactive') return notInactive(key);
  if (keepTag === id) return keptByOwner(id);
  const soakedAt = new Date(deactivatedAt.getTime() + soakDays * DAY_MS);
  return now < soakedAt ? soaking(id, soakedAt) : { id, deactivatedAt };
}

/** The reason for which a soaked key stays: it was used after its deactivation. Undefined if it was not used since. */
export function usedSince({ id, deactivatedAt }: SoakedKey, lastUse: LastUse | null): StayingKey | undefined {
  if (lastUse === null || lastUse.at <= deactivatedAt) return undefined;
  const use =
    `${id} was used at ${formatMinute(lastUse.at)}, after it was deactivated at ` +
    `${formatMinute(deactivatedAt)}`;
  return { code: 'UsedSince', sentence: `${use}: delete it manually.` };
}

function invalidRecord(id: AccessKeyId, value: string): StayingKey {
  const expected = 'expected a time since the key was created, kept= and execution=';
  const received = clipWords(value, 100) || `a text of ${value.length} characters`;
  return {
    code: 'InvalidRecord',
    sentence: `Tag ${deactivatedTag(id)}: ${expected}; received "${received}".`,
  };
}

function soaking(id: AccessKeyId, soakedAt: Date): StayingKey {
  return { code: 'Soaking', sentence: `${id} soaks until ${formatMinute(soakedAt)}.` };
}

function notInactive({ id, status }: KeyMetadata): StayingKey {
  return { code: 'NotInactive', sentence: `${id} is ${status}, and only Inactive keys are deleted.` };
}

function keptByOwner(id: AccessKeyId): StayingKey {
  return { code: 'KeptByOwner', sentence: `${id} is named in tag ${KEEP_TAG}.` };
}
