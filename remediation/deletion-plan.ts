import { type IAMClient, NoSuchEntityException } from '@aws-sdk/client-iam';
import { getAccessKeyLastUse, type ListedUser } from '../rule/aws/iam.ts';
import { DEFAULT_POLICY, PARAMETERS } from '../rule/parameters.ts';
import type { KeyMetadata } from '../rule/policy/access-key.ts';
import { readExemption } from '../rule/policy/exemption.ts';
import type { AccessKeyId } from '../rule/policy/identifiers.ts';
import { refusalSentences } from '../rule/policy/refusal.ts';
import type { Tags } from '../rule/policy/tags.ts';
import { type Receipt, receiptFor } from './receipt.ts';
import { readRecords } from './record.ts';
import { type HeldKey, planDeletion, type SoakedKey, usedSince } from './soak.ts';
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

/** Decides what to delete, or gives the receipt that says why there is nothing to do. */
export async function decideDeletion(
  iam: IAMClient,
  user: ListedUser,
  { keys, tags }: SeenUser,
  { soakDays, now }: { readonly soakDays: number; readonly now: Date },
): Promise<DeletionPlan | Receipt> {
  if (readRecords(tags).length === 0) {
    const reason = `${user.userName} has no key that is on record as deactivated by this product.`;
    return receiptFor(user, { outcome: 'NothingToDo', reason });
  }
  const exemption = readExemption(tags, ANY_EXEMPTION, now);
  if (exemption?.kind === 'valid') {
    const reason = `Exempt until ${exemption.until}: no key is deleted before.`;
    return receiptFor(user, { outcome: 'Exempt', reason });
  }
  if (exemption) {
    const [reason] = refusalSentences({ code: 'InvalidExemption', exemption });
    return receiptFor(user, { outcome: 'Refused', reason });
  }
  const plan = planDeletion({ keys, tags }, soakDays, now);
  const { due, held } = await leaveOutUsed(iam, plan.soaked);
  return summarize(user, { due, obsolete: plan.obsolete, held: [...plan.held, ...held] });
}

async function leaveOutUsed(iam: IAMClient, soaked: readonly SoakedKey[]) {
  const due: AccessKeyId[] = [];
  const held: HeldKey[] = [];
  for (const key of soaked) {
    try {
      const use = usedSince(key, await getAccessKeyLastUse(iam, key.id));
      if (use) held.push(use);
      else due.push(key.id);
    } catch (error) {
      // Deleted since the keys were read: nothing to do for this one, and the next run removes its record.
      if (!(error instanceof NoSuchEntityException)) throw error;
    }
  }
  return { due, held };
}

function summarize(
  user: ListedUser,
  { due, obsolete, held }: Pick<DeletionPlan, 'due' | 'obsolete'> & { readonly held: readonly HeldKey[] },
): DeletionPlan | Receipt {
  // What needs somebody's attention comes first: a refusal begins with its code.
  const isInvalid = ({ code }: HeldKey) => code === 'InvalidRecord';
  const notes = [
    ...[...held.filter(isInvalid), ...held.filter((key) => !isInvalid(key))].map(({ sentence }) => sentence),
    ...obsolete.map((key) => `${key} is gone or Active again, and its record void.`),
  ];
  if (due.length > 0 || obsolete.length > 0) return { due, obsolete, notes };
  const outcome = held.some(isInvalid) ? 'Refused' : 'NothingToDo';
  return receiptFor(user, { outcome, reason: notes.join(' ') });
}
