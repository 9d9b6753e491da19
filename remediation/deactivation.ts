import { IAMServiceException } from '@aws-sdk/client-iam';
import { type ListedUser, listUserTags } from '../rule/aws/iam.ts';
import type { AccessKey, KeyMetadata } from '../rule/policy/access-key.ts';
import type { AccessKeyId } from '../rule/policy/identifiers.ts';
import type { Tags } from '../rule/policy/tags.ts';
import type { Plan } from '../rule/policy/verdict.ts';
import { announce, retract, yieldToOthers } from './announcement.ts';
import { updateAccessKey } from './aws/iam-writes.ts';
import { DeactivationError, SurvivorLostError, UserVanishedError } from './errors.ts';
import { rollBack } from './rollback.ts';
import type { RemediationServices, RunContext } from './services.ts';
import { readKeys, verify } from './verification.ts';

/** A plan that deactivates. */
export type Deactivation = Extract<Plan, { action: 'deactivate' }>;

/**
 * How long an announcement is given to reach IAM's other replicas before the tags are read again, in milliseconds.
 * Where it takes longer, verification and rollback are still there.
 */
const ANNOUNCEMENT_PAUSE = 2_000;

/** What a deactivation did. */
export interface DeactivationResult {
  /** The keys that this run set to Inactive and saw Inactive; without those that somebody else was faster with. */
  readonly deactivated: readonly AccessKeyId[];
  /** False where the user could not be tagged, so that other runs were not warned. */
  readonly wasAnnounced: boolean;
}

/**
 * Carries out a plan: all of it, or nothing that lasts.
 *
 * The order is the safety: announce, read the tags again (`confirm` sees them and may throw to stop), then for each
 * surplus key read the survivor again and write, then verify. After the first write every error, the lost survivor
 * first of all, makes the run take its own writes back. Throws `DeactivationError` with what it left behind.
 */
export async function carryOut(
  services: RemediationServices,
  context: RunContext,
  user: ListedUser,
  { plan, confirm }: { readonly plan: Deactivation; readonly confirm: (tags: Tags) => void },
): Promise<DeactivationResult> {
  const { iam, now, wait } = services;
  const survivor = plan.survivor.id;
  const announcement = await announce(iam, user, { runId: context.runId, survivor, at: now() });
  const written: AccessKeyId[] = [];
  let tags: Tags = new Map();
  try {
    await wait(ANNOUNCEMENT_PAUSE);
    tags = await readTags(services, user);
    yieldToOthers(announcement, tags, now());
    confirm(tags);
    for (const key of plan.surplus) await deactivate(services, user, { key, survivor, written });
    if (written.length > 0) {
      await verify(services, user, { keys: written, status: 'Inactive' }, (keys) => insistOn(survivor, keys));
    }
    return { deactivated: written, wasAnnounced: announcement.tag !== undefined };
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
  insistOn(survivor, keys);
  if (!keys.some(({ id, status }) => id === key.id && status === 'Active')) return;
  try {
    await updateAccessKey(iam, user.userName, key.id, 'Inactive');
    written.push(key.id);
  } catch (error) {
    if (!isCertainlyRefused(error)) written.push(key.id);
    throw error;
  }
}

function insistOn(survivor: AccessKeyId, keys: readonly KeyMetadata[]): void {
  const isActive = keys.some(({ id, status }) => id === survivor && status === 'Active');
  if (!isActive) throw new SurvivorLostError(survivor);
}

/**
 * True where the one attempt was answered with a refusal. A lost answer, a server error or a refusal after a retry
 * leaves open whether an attempt took effect, and then the key counts as written.
 */
function isCertainlyRefused(error: unknown): boolean {
  return error instanceof IAMServiceException && error.$fault === 'client' && error.$metadata.attempts === 1;
}

async function readTags({ iam }: RemediationServices, user: ListedUser): Promise<Tags> {
  const tags = await listUserTags(iam, user.userName);
  if (tags === undefined) throw new UserVanishedError(user.userName);
  return tags;
}
