import type { ListedUser } from '../../aws/iam-reads.ts';
import type { AccessKey, KeyMetadata } from '../../policy/access-key.ts';
import type { AccessKeyId } from '../../policy/identifiers.ts';
import type { Tags } from '../../policy/tags.ts';
import type { Plan } from '../../policy/verdict.ts';
import { deactivatedTag } from '../../product/tags.ts';
import { ANNOUNCEMENT_LIFETIME, announceIfAllowed, retract, yieldToOthers } from '../shared/announcement.ts';
import { DeactivationError, SurvivorLostError } from '../shared/errors.ts';
import { isCertainlyRefused, untagUser, updateAccessKey } from '../shared/iam-writes.ts';
import { type DeactivationRecord, readRecords, recordAll } from '../shared/record.ts';
import type { RemediationServices, RunContext } from '../shared/services.ts';
import { readKeys, readTags, verify } from '../shared/verification.ts';
import { rollBack } from './rollback.ts';

/** A plan that deactivates. */
export type DeactivationPlan = Extract<Plan, { action: 'deactivate' }>;

/**
 * How long an announcement is given to reach IAM's other replicas before the tags are read again, in milliseconds.
 * Where it takes longer, verification and rollback are still there.
 */
const ANNOUNCEMENT_PAUSE = 2_000;

/** What a deactivation did. */
export interface DeactivationResult {
  /** The keys that this run set to Inactive and saw Inactive; without those that somebody else was faster with. */
  readonly deactivated: readonly AccessKeyId[];
  /** What could not be done beside it, a sentence each. */
  readonly notes: readonly string[];
}

/** What is to be carried out. */
export interface DeactivationOrder {
  readonly plan: DeactivationPlan;
  /** Sees the tags that were read after the announcement; may throw to stop. */
  readonly confirm: (tags: Tags) => void;
  /** For the record; empty where the function was not invoked by a runbook. */
  readonly automationExecutionId: string;
}

/**
 * Carries out a plan: all of it, or nothing that lasts.
 *
 * The order is the safety: announce, read the tags again, then for each surplus key read the survivor again and
 * write, then verify, and record before the announcement ends. After the first write every error, the lost survivor
 * first of all, makes the run take its own writes back. Throws `DeactivationError` with what it left behind.
 */
export async function carryOutPlan(
  services: RemediationServices,
  { runId }: RunContext,
  user: ListedUser,
  { plan, confirm, automationExecutionId }: DeactivationOrder,
): Promise<DeactivationResult> {
  const { iam, now, wait } = services;
  const survivor = plan.survivor.id;
  const announcement = await announceIfAllowed(iam, user, {
    runId,
    intent: `keeps ${survivor}`,
    at: now(),
  });
  const written: AccessKeyId[] = [];
  let tags: Tags = new Map();
  try {
    await wait(ANNOUNCEMENT_PAUSE);
    tags = await readTags(iam, user);
    yieldToOthers(announcement, tags, now());
    confirm(tags);
    await removeOutdatedRecords(services, user, tags, plan);
    for (const key of plan.surplus) await deactivate(services, user, { key, survivor, written });
    if (written.length === 0) return { deactivated: [], notes: [] };
    await verify(services, user, { keys: written, status: 'Inactive' }, (keys) =>
      assertActive(survivor, keys),
    );
    const record = { kept: survivor, deactivated: written, automationExecutionId };
    const unrecorded = await recordAll(services, user, record, retractQuietly);
    const unannounced = announcement.tag
      ? ''
      : 'The user could not be tagged, so other runs were not warned.';
    return { deactivated: written, notes: [unannounced, unrecorded] };
  } catch (cause) {
    throw new DeactivationError(cause, written, await rollBack(services, user, written));
  } finally {
    await retractQuietly();
  }

  async function retractQuietly(): Promise<void> {
    try {
      await retract(iam, user, announcement, { tags, now: now() });
    } catch {
      // What stays behind expires by itself; it must hide neither a result nor an error.
    }
  }
}

/** Sets one surplus key to Inactive, unless somebody was faster; only while the survivor is seen Active. */
async function deactivate(
  { iam }: RemediationServices,
  user: ListedUser,
  step: { readonly key: AccessKey; readonly survivor: AccessKeyId; readonly written: AccessKeyId[] },
): Promise<void> {
  const { key, survivor, written } = step;
  const keys = await readKeys(iam, user);
  assertActive(survivor, keys);
  if (!keys.some(({ id, status }) => id === key.id && status === 'Active')) return;
  try {
    await updateAccessKey(iam, user.userName, key.id, 'Inactive');
    written.push(key.id);
  } catch (error) {
    if (!isCertainlyRefused(error)) written.push(key.id);
    throw error;
  }
}

function assertActive(survivor: AccessKeyId, keys: readonly KeyMetadata[]): void {
  const isActive = keys.some(({ id, status }) => id === survivor && status === 'Active');
  if (!isActive) throw new SurvivorLostError(survivor);
}

/**
 * Takes away what is on record of an earlier deactivation of keys that are Active now: somebody has set them to Active
 * since, and a deletion that went by the old record would not let them soak again. A record of the last minutes is left
 * alone: another run of the same intent has just written it.
 */
async function removeOutdatedRecords(
  { iam, now }: RemediationServices,
  user: ListedUser,
  tags: Tags,
  { survivor, surplus }: DeactivationPlan,
): Promise<void> {
  const active = new Set([survivor, ...surplus].map(({ id }) => id));
  const isOutdated = ({ key, deactivatedAt }: DeactivationRecord) =>
    active.has(key) && !(deactivatedAt && now().getTime() - deactivatedAt.getTime() < ANNOUNCEMENT_LIFETIME);
  const outdated = readRecords(tags)
    .filter(isOutdated)
    .map(({ key }) => deactivatedTag(key));
  if (outdated.length > 0) await untagUser(iam, user.userName, outdated);
}
