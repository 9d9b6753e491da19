import { type IAMClient, NoSuchEntityException } from '@aws-sdk/client-iam';
import { getAccessKeyLastUse, type ListedUser } from '../rule/aws/iam.ts';
import { DEFAULT_POLICY, PARAMETERS } from '../rule/parameters.ts';
import type { KeyMetadata } from '../rule/policy/access-key.ts';
import { type Exemption, type InvalidExemption, readExemption } from '../rule/policy/exemption.ts';
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
  const exemption = readExemption(tags, ANY_EXEMPTION, now);
  if (exemption && readRecords(tags).length > 0) {
    const { outcome, reason } = heldBy(exemption);
    const notes = [reason, ...voids];
    return { due: [], obsolete, notes, otherwise: receiptFor(user, { outcome, reason: notes.join(' ') }) };
  }
  const used = await findUsed(iam, soaked);
  const due = soaked.map(({ id }) => id).filter((id) => !used.has(id));
  const all = [...held, ...[...used.values()].filter((key) => key !== undefined)];
  const notes = [...inOrder(all).map(({ sentence }) => sentence), ...voids];
  const isRefused = due.length === 0 && all.some(isInvalid);
  const outcome = isRefused ? 'Refused' : 'NothingToDo';
  const reason = notes.join(' ') || `${user.userName} has no key on record that this product deactivated.`;
  return { due, obsolete, notes, otherwise: receiptFor(user, { outcome, reason }) };
}

function heldBy(exemption: Exemption | InvalidExemption) {
  if (exemption.kind === 'valid') {
    return {
      outcome: 'Exempt',
      reason: `Exempt until ${exemption.until}: no key is deleted before.`,
    } as const;
  }
  const [reason] = refusalSentences({ code: 'InvalidExemption', exemption });
  return { outcome: 'Refused', reason } as const;
}

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
