import { NoSuchEntityException } from '@aws-sdk/client-iam';
import type { ListedUser } from '../../aws/iam-reads.ts';
import type { AccessKeyId } from '../../policy/identifiers.ts';
import type { Tags } from '../../policy/tags.ts';
import { deactivatedTag } from '../../product/tags.ts';
import { type Announcement, announce, DELETES, retract, yieldToOthers } from '../shared/announcement.ts';
import { DeletionError, UnconfirmedAnnouncementError } from '../shared/errors.ts';
import { deleteAccessKey, isCertainlyRefused } from '../shared/iam-writes.ts';
import type { RemediationServices, RunContext } from '../shared/services.ts';
import { readKeys, verify } from '../shared/verification.ts';
import { type DeletionPlan, decideDeletion, readDeletionSubject } from './deletion-plan.ts';

/**
 * How long an announcement is given to reach IAM's other replicas before the user is looked at again, in
 * milliseconds: longer than a deactivation's, since nobody waits for a deletion and nobody can undo it.
 */
const ANNOUNCEMENT_PAUSE = 15_000;

/** How far a deletion has come. */
export interface Deletion {
  /** The keys that this run deleted. */
  readonly deleted: AccessKeyId[];
  /** The keys of which it is not known. */
  readonly unsure: AccessKeyId[];
  /** The keys whose records are done with. */
  readonly settled: AccessKeyId[];
  /** What else there is to say, a sentence each. */
  readonly notes: string[];
  /** As they were read after the announcement. */
  tags: Tags;
}

/**
 * Looks at the user again and deletes what is due then.
 *
 * The order is the safety: announce, wait, read the keys and then the tags, then for each key read its status and
 * delete, then verify, then remove the records. Throws `DeletionError` with what it deleted, and IAM's own error where
 * the run cannot be announced: a deletion that others do not hear of does not begin.
 */
export async function deleteDueKeys(
  services: RemediationServices,
  { runId }: RunContext,
  user: ListedUser,
  soakDays: number,
): Promise<Deletion & { readonly plan: DeletionPlan }> {
  const { iam, now, wait } = services;
  const announcement = await announce(iam, user, { runId, intent: DELETES, at: now() });
  const deletion: Deletion = { deleted: [], unsure: [], settled: [], notes: [], tags: new Map() };
  try {
    await wait(ANNOUNCEMENT_PAUSE);
    const seen = await readDeletionSubject(iam, user);
    deletion.tags = seen.tags;
    assertAnnounced(announcement, seen.tags);
    yieldToOthers(announcement, seen.tags, now());
    const plan = await decideDeletion(iam, user, seen, { soakDays, now: now() });
    await deleteKeys(plan, services, user, deletion);
    return Object.assign(deletion, { plan });
  } catch (cause) {
    throw new DeletionError(cause, deletion.deleted, deletion.unsure);
  } finally {
    deletion.notes.push(await settle(services, user, announcement, deletion));
  }
}

async function deleteKeys(
  { due, obsolete }: DeletionPlan,
  services: RemediationServices,
  user: ListedUser,
  deletion: Deletion,
): Promise<void> {
  deletion.settled.push(...obsolete);
  for (const key of due) {
    // Right before: a person may have set it to Active this very moment.
    const status = (await readKeys(services.iam, user)).find(({ id }) => id === key)?.status;
    if (status === 'Inactive') await deleteInactive(key, services, user, deletion);
    else if (status) deletion.notes.push(`${key} has just become ${status} and stays.`);
    deletion.settled.push(key);
  }
  const { deleted } = deletion;
  if (deleted.length > 0) await verify(services, user, { keys: deleted, status: 'Deleted' });
}

async function deleteInactive(
  key: AccessKeyId,
  { iam }: RemediationServices,
  user: ListedUser,
  { deleted, unsure }: Deletion,
): Promise<void> {
  try {
    await deleteAccessKey(iam, user.userName, key);
    deleted.push(key);
  } catch (error) {
    // Gone at the only attempt: others were faster. Gone after a retry, or unknown: an attempt of this run may have done it.
    if (!isCertainlyRefused(error)) unsure.push(key);
    if (!(error instanceof NoSuchEntityException)) throw error;
    // Unless it is the user that is gone, or has another name.
    await readKeys(iam, user);
    deleted.push(...unsure.splice(0));
  }
}

/** Ends the announcement and removes the records that are done with; answers why it could not, or an empty text. */
async function settle(
  { iam, now }: RemediationServices,
  user: ListedUser,
  announcement: Announcement,
  { tags, settled }: Deletion,
): Promise<string> {
  try {
    await retract(iam, user, announcement, { tags, now: now(), others: settled.map(deactivatedTag) });
    return '';
  } catch (error) {
    // An announcement expires by itself, and the next run removes what is on record of keys that are gone.
    return `Our tags could not be removed: ${String(error)}`;
  }
}

/** Throws unless this run's own announcement is seen: where it is not, others may not see it either. */
function assertAnnounced({ tag }: { readonly tag: string }, tags: Tags): void {
  if (!tags.has(tag)) throw new UnconfirmedAnnouncementError(ANNOUNCEMENT_PAUSE / 1000);
}
