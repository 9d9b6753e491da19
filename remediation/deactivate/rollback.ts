import { NoSuchEntityException } from '@aws-sdk/client-iam';
import { findUserById, type ListedUser } from '../../aws/iam-users.ts';
import type { AccessKeyId } from '../../policy/identifiers.ts';
import { updateAccessKey } from '../shared/iam-writes.ts';
import type { RemediationServices } from '../shared/services.ts';
import type { UserRun } from '../shared/user-run.ts';
import type { RollbackResult } from './errors.ts';

/** The clients and the function that the rollback uses. */
type RollbackServices = Pick<RemediationServices, 'iam' | 'iamWithoutRetries' | 'wait'>;

/**
 * The pauses before the attempts to set keys to Active again, in milliseconds: two minutes in all, since the
 * user may be locked out until an attempt succeeds.
 */
const PAUSES_MS = [0, 1_000, 2_000, 4_000, 8_000, 15_000, 30_000, 60_000] as const;

/**
 * After which time from the start of the run no attempt begins: its error has to come out before Lambda ends
 * the function.
 */
const LAST_ATTEMPT_MS = 270_000;

/** The keys that IAM certainly set to Inactive for this run. */
export interface KeysToRestore {
  readonly run: Pick<UserRun, 'elapsedMs'>;
  readonly keys: readonly AccessKeyId[];
}

/** Sets the keys that this run certainly deactivated to Active again. Never throws. */
export async function rollBack(
  services: RollbackServices,
  user: ListedUser,
  { run, keys }: KeysToRestore,
): Promise<RollbackResult> {
  const restored: AccessKeyId[] = [];
  let remaining = keys;
  for (const pauseMs of PAUSES_MS) {
    if (remaining.length === 0 || run.elapsedMs() + pauseMs > LAST_ATTEMPT_MS) break;
    await services.wait(pauseMs);
    const round = await restoreOnce(services, user, { run, keys: remaining });
    restored.push(...round.restored);
    remaining = round.unrestored;
  }
  return { restored, unrestored: remaining };
}

/** Makes one attempt for each key. */
async function restoreOnce(
  services: RollbackServices,
  user: ListedUser,
  { run, keys }: KeysToRestore,
): Promise<RollbackResult> {
  const restored: AccessKeyId[] = [];
  const unrestored: AccessKeyId[] = [];
  for (const key of keys) {
    const isTimeOver = run.elapsedMs() > LAST_ATTEMPT_MS;
    const result = isTimeOver ? 'failed' : await restoreKey(services, user, key);
    if (result === 'restored') restored.push(key);
    if (result === 'failed') unrestored.push(key);
  }
  return { restored, unrestored };
}

async function restoreKey(
  { iam, iamWithoutRetries }: RollbackServices,
  user: ListedUser,
  key: AccessKeyId,
): Promise<'restored' | 'deleted' | 'failed'> {
  try {
    await updateAccessKey(iamWithoutRetries, { userName: user.userName, key, status: 'Active' });
    return 'restored';
  } catch (error) {
    // Any other error may be temporary, so the caller tries again; the run reports the error that caused the
    // rollback.
    return error instanceof NoSuchEntityException
      ? restoreKeyByUserId({ iam, iamWithoutRetries }, user, key)
      : 'failed';
  }
}

/** Finds out by the unique id whether the user was renamed; if not, the key or the user was deleted. */
async function restoreKeyByUserId(
  { iam, iamWithoutRetries }: Omit<RollbackServices, 'wait'>,
  user: ListedUser,
  key: AccessKeyId,
): Promise<'restored' | 'deleted' | 'failed'> {
  try {
    const current = await findUserById(iam, user.userId);
    if (current === undefined || current.userName === user.userName) return 'deleted';
    await updateAccessKey(iamWithoutRetries, { userName: current.userName, key, status: 'Active' });
    return 'restored';
  } catch (error) {
    return error instanceof NoSuchEntityException ? 'deleted' : 'failed';
  }
}
