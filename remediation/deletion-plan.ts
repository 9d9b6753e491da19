import { type IAMClient, NoSuchEntityException } from '@aws-sdk/client-iam';
import { getAccessKeyLastUse, type ListedUser } from '../rule/aws/iam.ts';
import { DEFAULT_POLICY, PARAMETERS } from '../rule/parameters.ts';
import type { KeyMetadata } from '../rule/policy/access-key.ts';
import { readExemption } from '../rule/policy/exemption.ts';
import type { AccessKeyId } from '../rule/policy/identifiers.ts';
import { refusalSentences } from '../rule/policy/refusal.ts';
import { KEEP_TAG, type Tags, tagValue } from '../rule/policy/tags.ts';
import type { Refusal } from '../rule/policy/verdict.ts';
import { type Receipt, receiptFor } from './receipt.ts';
import { readRecords } from './record.ts';
import { type HeldKey, planDeletion, type SoakedKey, usedSince } from './soak.ts';
import { RUN_TAG_PREFIX } from './tag-keys.ts';
import { readKeys, readTags } from './verification.ts';

/** A user as a deletion looks at it. */
export interface SeenUser {
  readonly keys: readonly KeyMetadata[];
  readonly tags: Tags;
}

/** What there is to do for a user. */
export interface DeletionPlan {
  /** The keys to delete. */
  readonly due: readonly AccessKeyId[];
  /** The keys whose records are to be removed, since they say nothing any more. */
  readonly obsolete: readonly AccessKeyId[];
  /** What there is to say of other keys, a sentence each. */
  readonly notes: readonly string[];
  /** The answer where no key is deleted. */
  readonly otherwise: Receipt;
}

/** Whether there is nothing to delete and nothing to tidy up. */
export function isIdle({ due, obsolete }: DeletionPlan): boolean {
  return due.length === 0 && obsolete.length === 0;
}

/** An exemption holds a deletion up however far it reaches within the bounds of the parameter. */
const ANY_EXEMPTION = { ...DEFAULT_POLICY, exemptionMaxDays: PARAMETERS.exemptionMaxDays.max };

/**
 * Reads what a deletion is decided by: the keys first, and then the tags. A deactivation takes an old record away before
 * it writes a key, so a key that is seen Inactive because of it is never seen with its old record.
 */
export async function look(iam: IAMClient, user: ListedUser): Promise<SeenUser> {
  const keys = await readKeys(iam, user);
  return { keys, tags: await readTags(iam, user) };
}

/** Decides what to delete. */
export async function decideDeletion(
  iam: IAMClient,
  user: ListedUser,
  { keys, tags }: SeenUser,
  { soakDays, now }: { readonly soakDays: number; readonly now: Date },
): Promise<DeletionPlan> {
  const { soaked, held, obsolete } = planDeletion({ keys, tags }, soakDays, now);
  const voids = obsolete.map((key) => `${key} is gone or Active again, and its record void.`);
  const isOnRecord = readRecords(tags).length > 0;
  const hold = isOnRecord ? (noRoom(tags) ?? ownersWord(keys, tags, now)) : undefined;
  if (hold) {
    const { outcome, isFinal } = hold;
    const notes = [hold.reason, ...(isFinal ? [] : voids)];
    const otherwise = receiptFor(user, { outcome, reason: notes.join(' ') });
    return { due: [], obsolete: isFinal ? [] : obsolete, notes, otherwise };
  }
  const used = await findUsed(iam, soaked);
  const due = soaked.map(({ id }) => id).filter((id) => !used.has(id));
  const all = [...held, ...[...used.values()].filter((key) => key !== undefined)];
  const notes = [...inOrder(all).map(({ sentence }) => sentence), ...voids];
  const outcome = all.some(isInvalid) ? 'Refused' : 'NothingToDo';
  const none = isOnRecord
    ? 'What was on record is gone meanwhile: another run or a person was faster.'
    : `${user.userName} has no key on record that this product deactivated.`;
  const reason = notes.join(' ') || none;
  return { due, obsolete, notes, otherwise: receiptFor(user, { outcome, reason }) };
}

/** What holds up a deletion as a whole. */
interface Hold {
  readonly outcome: 'Exempt' | 'Refused';
  readonly reason: string;
  /** Whether nothing at all can be done, records that say nothing any more included. */
  readonly isFinal: boolean;
}

/** Tags that IAM allows a user (IAM and STS quotas). */
const MOST_TAGS = 50;

/** A deletion announces itself in a tag; one that stands there already is its own, or others' who are over soon. */
function noRoom(tags: Tags): Hold | undefined {
  const isAnnounced = [...tags.keys()].some((tag) => tag.startsWith(RUN_TAG_PREFIX));
  return tags.size < MOST_TAGS || isAnnounced
    ? undefined
    : { outcome: 'Refused', reason: NO_ROOM, isFinal: true };
}

/** The owner's word: an exemption, or one of the tags that nobody can make sense of. */
function ownersWord(keys: readonly KeyMetadata[], tags: Tags, now: Date): Hold | undefined {
  const exemption = readExemption(tags, ANY_EXEMPTION, now);
  if (exemption?.kind === 'valid') {
    const reason = `Exempt until ${exemption.until}: no key is deleted before.`;
    return { outcome: 'Exempt', reason, isFinal: false };
  }
  const refused = (refusal: Refusal): Hold => ({
    outcome: 'Refused',
    reason: refusalSentences(refusal)[0],
    isFinal: false,
  });
  if (exemption) return refused({ code: 'InvalidExemption', exemption });
  const named = tagValue(tags, KEEP_TAG);
  // Whatever key the owner meant to keep, it may be one of those that would be deleted.
  if (named === undefined || keys.some(({ id }) => id === named)) return undefined;
  return refused({ code: 'InvalidKeepTag', value: named });
}

/** The refusal where the user has no room for one more tag. */
export const NO_ROOM =
  'NoRoomForTag: expected room for one more tag on the user, in which a deletion announces itself; IAM allows 50. Remove one.';

/** What needs somebody's attention comes first: a refusal begins with its code. */
function inOrder(held: readonly HeldKey[]): readonly HeldKey[] {
  return [...held.filter(isInvalid), ...held.filter((key) => !isInvalid(key))];
}

const isInvalid = ({ code }: HeldKey): boolean => code === 'InvalidRecord';

/** The soaked keys that stay since they were used, and why; those that are gone by now without a reason. */
async function findUsed(
  iam: IAMClient,
  soaked: readonly SoakedKey[],
): Promise<ReadonlyMap<AccessKeyId, HeldKey | undefined>> {
  const used = new Map<AccessKeyId, HeldKey | undefined>();
  for (const key of soaked) {
    try {
      const hold = usedSince(key, await getAccessKeyLastUse(iam, key.id));
      if (hold) used.set(key.id, hold);
    } catch (error) {
      // Deleted since the keys were read: nothing to do for this one, and the next run removes its record.
      if (!(error instanceof NoSuchEntityException)) throw error;
      used.set(key.id, undefined);
    }
  }
  return used;
}
