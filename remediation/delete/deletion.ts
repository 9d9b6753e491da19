import type { ListedUser } from '../../aws/iam-users.ts';
import type { AccessKeyId } from '../../policy/identifiers.ts';
import type { Tags } from '../../policy/tags.ts';
import { describeError } from '../../product/describe.ts';
import { deactivatedTag } from '../../product/tags.ts';
import {
  type Announcement,
  announce,
  assertNoConflictingRun,
  DELETION_INTENT,
  retract,
} from '../shared/announcement.ts';
import { DeletionError, UnconfirmedAnnouncementError } from '../shared/errors.ts';
import type { RemediationServices } from '../shared/services.ts';
import { verify } from '../shared/verification.ts';
import { deleteKey, type Progress } from './delete-key.ts';
import { type DeletionPlan, readDeletionPlan, readKeysAndTags } from './deletion-plan.ts';

/**
 * How long the run waits for its announcement to reach all replicas of IAM before it reads the user again, in
 * milliseconds: longer than a deactivation, since nobody waits for a deletion and nobody can undo it.
 */
const ANNOUNCEMENT_PAUSE_MS = 15_000;

/** The run of a deletion. */
export interface DeletionOptions {
  /** Different for any two runs. */
  readonly runId: string;
  readonly soakDays: number;
}

/** The progress of a deletion. */
export interface Deletion extends Progress {
  readonly announcement: Announcement & { readonly tag: string };
  /** The keys whose records are to be removed. */
  readonly recordsToRemove: AccessKeyId[];
  /** The tags that were read after the announcement. */
  tags: Tags;
}

/**
 * Reads the user again, plans the deletion anew and deletes the keys of the plan.
 *
 * The order of the steps makes it safe: announce, wait, read the keys and then the tags, then for each key and attempt
 * read its status and delete the key, then verify, then remove the records and retract. Throws `DeletionError`, which names the
 * deleted keys, and the error of IAM if the run cannot be announced: other runs must know of a deletion before it begins.
 */
export async function deleteDueKeys(
  services: RemediationServices,
  user: ListedUser,
  { runId, soakDays }: DeletionOptions,
): Promise<Deletion & { readonly plan: DeletionPlan }> {
  const { iam, now, wait } = services;
  const announcement = await announce(iam, user, { runId, intent: DELETION_INTENT, announcedAt: now() });
  const deletion = startedDeletion(announcement);
  try {
    await wait(ANNOUNCEMENT_PAUSE_MS);
    const keysAndTags = await readKeysAndTags(iam, user);
    deletion.tags = keysAndTags.tags;
    assertAnnounced(announcement, deletion.tags);
    assertNoConflictingRun(announcement, deletion.tags, now());
    const plan = await readDeletionPlan(iam, user, { ...keysAndTags, soakDays, now: now() });
    await deleteKeys(services, user, { plan, deletion });
    return Object.assign(deletion, { plan });
  } catch (cause) {
    throw new DeletionError(cause, deletion.deleted, deletion.unsure);
  } finally {
    deletion.notes.push(await removeRecordsAndRetract(services, user, deletion));
  }
}

function startedDeletion(announcement: Deletion['announcement']): Deletion {
  return { announcement, deleted: [], unsure: [], recordsToRemove: [], notes: [], tags: new Map() };
}

async function deleteKeys(
  services: RemediationServices,
  user: ListedUser,
  { plan, deletion }: { readonly plan: DeletionPlan; readonly deletion: Deletion },
): Promise<void> {
  const { due, obsolete } = plan;
  deletion.recordsToRemove.push(...obsolete);
  for (const key of due) {
    await deleteKey(services, user, { key, progress: deletion });
    deletion.recordsToRemove.push(key);
  }
  const { deleted } = deletion;
  if (deleted.length > 0) await verify(services, user, { keys: deleted, status: 'Deleted' });
}

/**
 * Removes the records of `recordsToRemove` and the announcement in one call. Returns a warning if they were not removed.
 */
async function removeRecordsAndRetract(
  { iam, now }: RemediationServices,
  user: ListedUser,
  { announcement, tags, recordsToRemove }: Deletion,
): Promise<string | undefined> {
  try {
    const otherTags = recordsToRemove.map(deactivatedTag);
    await retract(iam, user, { own: announcement, tags, now: now(), otherTags });
    return undefined;
  } catch (error) {
    // An announcement expires by itself, and the next run removes obsolete records.
    return `The announcement and the records could not be removed: ${describeError(error)}`;
  }
}

/** Throws if IAM does not show this run its own announcement: other runs may not see the announcement either. */
function assertAnnounced({ tag }: { readonly tag: string }, tags: Tags): void {
  if (!tags.has(tag)) throw new UnconfirmedAnnouncementError(ANNOUNCEMENT_PAUSE_MS / 1000);
}
