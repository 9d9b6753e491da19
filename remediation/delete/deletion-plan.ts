import type { IAMClient } from '@aws-sdk/client-iam';
import { AccessKeyGoneError } from '../../aws/errors.ts';
import { getAccessKeyLastUse } from '../../aws/iam-access-keys.ts';
import type { ListedUser } from '../../aws/iam-users.ts';
import type { KeyMetadata } from '../../policy/access-key.ts';
import type { AccessKeyId } from '../../policy/identifiers.ts';
import type { Tags } from '../../policy/tags.ts';
import { type Receipt, receiptFor, refusedReceipt } from '../receipt.ts';
import { readRecords } from '../shared/record.ts';
import { readKeys, readTags } from '../shared/verification.ts';
import { type Blocker, ownerBlocker, tagLimitBlocker } from './blockers.ts';
import { classifyRecords, type SoakedKey, type StayingKey, usedSince } from './soak.ts';

/** The data of a user by which a deletion is planned. */
export interface KeysAndTags {
  readonly keys: readonly KeyMetadata[];
  readonly tags: Tags;
}

/** The keys and records that a deletion would delete for a user. */
export interface DeletionPlan {
  /** The keys to delete. */
  readonly due: readonly AccessKeyId[];
  /** The keys whose records are obsolete and are to be removed. */
  readonly obsolete: readonly AccessKeyId[];
  /** A sentence about each other key with a record. */
  readonly notes: readonly string[];
  /** The receipt of a run that deletes no key. */
  readonly receiptWithoutDeletion: Receipt;
}

/** Whether the plan has neither a key to delete nor a record to remove. */
export function isNothingToDo({ due, obsolete }: DeletionPlan): boolean {
  return due.length === 0 && obsolete.length === 0;
}

/**
 * Reads the keys first and then the tags. A deactivation removes an old record before it deactivates the key, so this
 * order never shows a key that is Inactive by that deactivation together with its old record.
 */
export async function readKeysAndTags(iam: IAMClient, user: ListedUser): Promise<KeysAndTags> {
  const keys = await readKeys(iam, user);
  return { keys, tags: await readTags(iam, user) };
}

/** The data, the soak and the time by which a deletion is planned. */
export interface DeletionPlanInput extends KeysAndTags {
  readonly soakDays: number;
  readonly now: Date;
}

/** Plans a deletion; reads the last use of each key whose soak is over. */
export async function readDeletionPlan(
  iam: IAMClient,
  user: ListedUser,
  { keys, tags, soakDays, now }: DeletionPlanInput,
): Promise<DeletionPlan> {
  const { soaked, staying: unsoaked, obsolete } = classifyRecords({ keys, tags }, soakDays, now);
  const hasRecord = readRecords(tags).length > 0;
  const blocker = hasRecord ? (tagLimitBlocker(tags) ?? ownerBlocker(keys, tags, now)) : undefined;
  if (blocker) return blockedPlan(user, blocker, obsolete);
  const used = await findUsedKeys(iam, user, soaked);
  const due = soaked.map(({ id }) => id).filter((id) => !used.has(id));
  const staying = [...unsoaked, ...[...used.values()].filter((key) => key !== undefined)];
  const notes = [...invalidFirst(staying).map(({ sentence }) => sentence), ...obsolete.map(obsoleteNote)];
  const reason = notes.join(' ') || (hasRecord ? KEYS_DELETED : noRecord(user));
  const receiptWithoutDeletion = staying.some(isInvalid)
    ? refusedReceipt(user, { code: 'InvalidRecord', reason })
    : receiptFor(user, { outcome: 'NothingToDo', reason });
  return { due, obsolete, notes, receiptWithoutDeletion };
}

function blockedPlan(user: ListedUser, blocker: Blocker, obsolete: readonly AccessKeyId[]): DeletionPlan {
  const removable = blocker.isRecordRemovalBlocked ? [] : obsolete;
  const notes = [blocker.reason, ...removable.map(obsoleteNote)];
  const reason = notes.join(' ');
  const receiptWithoutDeletion =
    blocker.outcome === 'Refused'
      ? refusedReceipt(user, { code: blocker.code, reason })
      : receiptFor(user, { outcome: blocker.outcome, reason });
  return { due: [], obsolete: removable, notes, receiptWithoutDeletion };
}

const KEYS_DELETED = 'The keys with a record no longer exist: somebody deleted them during this run.';

const noRecord = ({ userName }: ListedUser): string =>
  `${userName} has no record of a deactivation by One Active Key.`;

const obsoleteNote = (key: AccessKeyId): string =>
  `${key} no longer exists or is Active again, so its record is obsolete.`;

/** An invalid record needs a person's attention, so its sentence comes first. */
function invalidFirst(staying: readonly StayingKey[]): readonly StayingKey[] {
  return [...staying.filter(isInvalid), ...staying.filter((key) => !isInvalid(key))];
}

const isInvalid = ({ code }: StayingKey): boolean => code === 'InvalidRecord';

/**
 * The soaked keys that were used since their deactivation, with the reason; undefined for a key that no longer
 * exists.
 */
async function findUsedKeys(
  iam: IAMClient,
  user: ListedUser,
  soaked: readonly SoakedKey[],
): Promise<ReadonlyMap<AccessKeyId, StayingKey | undefined>> {
  const used = new Map<AccessKeyId, StayingKey | undefined>();
  for (const key of soaked) {
    try {
      const staying = usedSince(
        key,
        await getAccessKeyLastUse(iam, { userName: user.userName, key: key.id }),
      );
      if (staying) used.set(key.id, staying);
    } catch (error) {
      // Somebody deleted the key after this run had read the keys; the next run removes its record.
      if (!(error instanceof AccessKeyGoneError)) throw error;
      used.set(key.id, undefined);
    }
  }
  return used;
}
