import type { ListedUser } from '../../aws/iam-users.ts';
import type { KeyMetadata } from '../../policy/access-key.ts';
import type { AccessKeyId } from '../../policy/identifiers.ts';
import type { Tags } from '../../policy/tags.ts';
import type { Plan } from '../../policy/verdict.ts';
import { deactivatedTag } from '../../product/tags.ts';
import {
  ANNOUNCEMENT_LIFETIME_MS,
  announceIfAllowed,
  assertNoConflictingRun,
  retract,
} from '../shared/announcement.ts';
import { DeactivationError } from '../shared/errors.ts';
import { untagUser } from '../shared/iam-writes.ts';
import {
  type DeactivationRecord,
  type DeactivationToRecord,
  readRecords,
  recordDeactivation,
} from '../shared/record.ts';
import type { RemediationServices } from '../shared/services.ts';
import { readTags, verify } from '../shared/verification.ts';
import { assertActive, deactivateKey, type Progress } from './deactivate-key.ts';
import { rollBack } from './rollback.ts';

/** A plan that deactivates surplus keys. */
export type DeactivationPlan = Extract<Plan, { action: 'deactivate' }>;

/**
 * How long the run waits for its announcement to reach all replicas of IAM before it reads the tags again, in
 * milliseconds. If a replica takes longer, verification and rollback still protect the user.
 */
const ANNOUNCEMENT_PAUSE_MS = 2_000;

/** The result of a deactivation. */
export interface DeactivationResult {
  /** The keys that this run set to Inactive and saw Inactive; not the keys that somebody else had deactivated. */
  readonly deactivated: readonly AccessKeyId[];
  /** The keys that are Inactive after an attempt of this run whose answer was lost: nobody can tell whose write it was. */
  readonly unproven: readonly AccessKeyId[];
  /** Why the receipt is not complete: a tag could not be written. */
  readonly warnings: readonly (string | undefined)[];
}

/** The plan of a deactivation, and what its steps need. */
export interface DeactivationOptions {
  readonly plan: DeactivationPlan;
  /** Different for any two runs. */
  readonly runId: string;
  /** Receives the tags that were read after the announcement; throws if they lead to another plan. */
  readonly assertSamePlan: (tags: Tags) => void;
  /** For the record; empty if no runbook invoked the function. */
  readonly automationExecutionId: string;
}

/**
 * Deactivates the surplus keys of a plan: all of them or, after a rollback, none.
 *
 * The order of the steps makes it safe: announce, read the tags again, then for each surplus key read the survivor again
 * and deactivate the key, then verify, and record before the announcement is retracted. After the first write any error,
 * a lost survivor included, makes the run roll back its writes. Throws `DeactivationError`, which says in which state the
 * run leaves the keys.
 */
export async function deactivateSurplusKeys(
  services: RemediationServices,
  user: ListedUser,
  { plan, runId, assertSamePlan, automationExecutionId }: DeactivationOptions,
): Promise<DeactivationResult> {
  const { iam, now, wait } = services;
  const survivor = plan.survivor.id;
  const run = { runId, intent: `keeps ${survivor}`, announcedAt: now() } as const;
  const announcement = await announceIfAllowed(iam, user, run);
  const progress: Progress = { written: [], accepted: [] };
  let tags: Tags = new Map();
  const retractAnnouncement = async () => {
    // An announcement that stays on the user expires by itself; this error must not hide a result or another error.
    await retract(iam, user, { own: announcement, tags, now: now() }).catch(() => {});
  };
  try {
    await wait(ANNOUNCEMENT_PAUSE_MS);
    tags = await readTags(iam, user);
    assertNoConflictingRun(announcement, tags, now());
    assertSamePlan(tags);
    await removeObsoleteRecords(services, user, { tags, plan });
    await deactivateAndVerify(services, user, { plan, progress });
    const record = {
      kept: survivor,
      deactivated: progress.accepted,
      automationExecutionId,
      retractAnnouncement,
    };
    return await recordResult(services, user, { progress, record, isAnnounced: Boolean(announcement.tag) });
  } catch (cause) {
    const { written } = progress;
    throw new DeactivationError(cause, written, await rollBack(services, user, written));
  } finally {
    await retractAnnouncement();
  }
}

async function recordResult(
  services: RemediationServices,
  user: ListedUser,
  { progress: { written, accepted }, record, isAnnounced }: UnrecordedResult,
): Promise<DeactivationResult> {
  const unrecorded = accepted.length > 0 ? await recordDeactivation(services, user, record) : undefined;
  const unannounced = isAnnounced || written.length === 0 ? undefined : UNANNOUNCED;
  const unproven = written.filter((key) => !accepted.includes(key));
  return { deactivated: accepted, unproven, warnings: [unannounced, unrecorded] };
}

interface UnrecordedResult {
  readonly progress: Progress;
  readonly record: DeactivationToRecord;
  readonly isAnnounced: boolean;
}

async function deactivateAndVerify(
  services: RemediationServices,
  user: ListedUser,
  { plan, progress }: { readonly plan: DeactivationPlan; readonly progress: Progress },
): Promise<void> {
  const survivor = plan.survivor.id;
  for (const { id } of plan.surplus) await deactivateKey(services, user, { key: id, survivor, progress });
  const { written } = progress;
  if (written.length === 0) return;
  const inspect = (keys: readonly KeyMetadata[]) => assertActive(survivor, keys);
  await verify(services, user, { keys: written, status: 'Inactive', inspect });
}

const UNANNOUNCED = 'The user could not be tagged, so other runs were not warned.';

/**
 * Removes the records of earlier deactivations of keys that are Active now. Somebody has set these keys to Active since
 * then, and a deletion that reads the old record would not wait for a new soak. A record of the last six minutes stays:
 * another run with the same intent has just written it.
 */
async function removeObsoleteRecords(
  { iam, now }: RemediationServices,
  user: ListedUser,
  { tags, plan }: { readonly tags: Tags; readonly plan: DeactivationPlan },
): Promise<void> {
  const active = new Set([plan.survivor, ...plan.surplus].map(({ id }) => id));
  const isRecent = ({ deactivatedAt }: DeactivationRecord) =>
    deactivatedAt !== undefined && now().getTime() - deactivatedAt.getTime() < ANNOUNCEMENT_LIFETIME_MS;
  const obsolete = readRecords(tags).filter((record) => active.has(record.key) && !isRecent(record));
  if (obsolete.length === 0) return;
  const tagKeys = obsolete.map(({ key }) => deactivatedTag(key));
  await untagUser(iam, user.userName, tagKeys);
}
