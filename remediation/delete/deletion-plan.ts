import { type IAMClient, NoSuchEntityException } from '@aws-sdk/client-iam';
import { getAccessKeyLastUse, type ListedUser } from '../../aws/iam-reads.ts';
import type { KeyMetadata } from '../../policy/access-key.ts';
import type { AccessKeyId } from '../../policy/identifiers.ts';
import type { Tags } from '../../policy/tags.ts';
import { type Receipt, receiptFor, refusedReceipt } from '../receipt.ts';
import { readRecords } from '../shared/record.ts';
import { readKeys, readTags } from '../shared/verification.ts';
import { type Blocker, ownerBlocker, tagLimitBlocker } from './blockers.ts';
import { type HeldKey, planDeletion, type SoakedKey, usedSince } from './soak.ts';

/** What a deletion knows of a user. */
export interface DeletionSubject {
  readonly keys: readonly KeyMetadata[];
  readonly tags: Tags;
}

/** What a deletion would do for a user. */
export interface DeletionPlan {
  /** The keys to delete. */
  readonly due: readonly AccessKeyId[];
  /** The keys whose records are to be removed, because they are void. */
  readonly obsolete: readonly AccessKeyId[];
  /** One sentence about each other key on record. */
  readonly notes: readonly string[];
  /** The receipt if no key is deleted. */
  readonly otherwise: Receipt;
}

/** Whether there is neither a key to delete nor a record to remove. */
export function isNothingToDo({ due, obsolete }: DeletionPlan): boolean {
  return due.length === 0 && obsolete.length === 0;
}

/**
 * Reads the keys first and then the tags. A deactivation removes an old record before it writes a key, so a key that is
 * seen Inactive because of that deactivation is never seen with its old record.
 */
export async function readDeletionSubject(iam: IAMClient, user: ListedUser): Promise<DeletionSubject> {
  const keys = await readKeys(iam, user);
  return { keys, tags: await readTags(iam, user) };
}

/** Decides which keys to delete; reads the last use of those whose soak is over. */
export async function decideDeletion(
  iam: IAMClient,
  user: ListedUser,
  { keys, tags }: DeletionSubject,
  { soakDays, now }: { readonly soakDays: number; readonly now: Date },
): Promise<DeletionPlan> {
  const { soaked, held, obsolete } = planDeletion({ keys, tags }, soakDays, now);
  const voids = obsolete.map((key) => `${key} is gone or Active again, and its record void.`);
  const isOnRecord = readRecords(tags).length > 0;
  const blocker = isOnRecord ? (tagLimitBlocker(tags) ?? ownerBlocker(keys, tags, now)) : undefined;
  if (blocker) return blockedPlan(user, blocker, obsolete, voids);
  const used = await findUsed(iam, soaked);
  const due = soaked.map(({ id }) => id).filter((id) => !used.has(id));
  const staying = [...held, ...[...used.values()].filter((key) => key !== undefined)];
  const notes = [...inOrder(staying).map(({ sentence }) => sentence), ...voids];
  const nothing = isOnRecord
    ? 'The keys on record no longer exist: they were deleted meanwhile.'
    : `${user.userName} has no key on record that this product deactivated.`;
  const reason = notes.join(' ') || nothing;
  const otherwise = staying.some(isInvalid)
    ? refusedReceipt(user, { code: 'InvalidRecord', reason })
    : receiptFor(user, { outcome: 'NothingToDo', reason });
  return { due, obsolete, notes, otherwise };
}

function blockedPlan(
  user: ListedUser,
  blocker: Blocker,
  obsolete: readonly AccessKeyId[],
  voids: readonly string[],
): DeletionPlan {
  const isFinal = blocker.outcome === 'Refused' && blocker.isFinal === true;
  const notes = [blocker.reason, ...(isFinal ? [] : voids)];
  const reason = notes.join(' ');
  const otherwise =
    blocker.outcome === 'Refused'
      ? refusedReceipt(user, { code: blocker.code, reason })
      : receiptFor(user, { outcome: blocker.outcome, reason });
  return { due: [], obsolete: isFinal ? [] : obsolete, notes, otherwise };
}

/** An invalid record needs somebody's attention, so it comes first. */
function inOrder(held: readonly HeldKey[]): readonly HeldKey[] {
  return [...held.filter(isInvalid), ...held.filter((key) => !isInvalid(key))];
}

const isInvalid = ({ code }: HeldKey): boolean => code === 'InvalidRecord';

/** The soaked keys that stay because they were used, with the reason; those that no longer exist, without one. */
async function findUsed(
  iam: IAMClient,
  soaked: readonly SoakedKey[],
): Promise<ReadonlyMap<AccessKeyId, HeldKey | undefined>> {
  const used = new Map<AccessKeyId, HeldKey | undefined>();
  for (const key of soaked) {
    try {
      const held = usedSince(key, await getAccessKeyLastUse(iam, key.id));
      if (held) used.set(key.id, held);
    } catch (error) {
      // Deleted since the keys were read: there is nothing to do for it, and the next run removes its record.
      if (!(error instanceof NoSuchEntityException)) throw error;
      used.set(key.id, undefined);
    }
  }
  return used;
}
