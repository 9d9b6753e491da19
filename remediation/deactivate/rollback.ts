import { NoSuchEntityException } from '@aws-sdk/client-iam';
import { findUserById, type ListedUser } from '../../aws/iam-users.ts';
import type { AccessKeyId } from '../../policy/identifiers.ts';
import { updateAccessKey } from '../shared/iam-writes.ts';
import type { RemediationServices } from '../shared/services.ts';
import type { RollbackResult } from './errors.ts';

/** The clients and the function that the rollback uses. */
type RollbackServices = Pick<RemediationServices, 'iam' | 'iamWithoutRetries' | 'wait'>;

/**
 * The pauses before the attempts to set keys to Active again, in milliseconds: two minutes in all, since the user may be locked
 * out until an attempt succeeds.
 */
const PAUSES_MS = [0, 1_000, 2_000, 4_000, 8_000, 15_000, 30_000, 60_000] as const;

/** Sets the keys that this run deactivated, or may have deactivated, to Active again. Never throws. */
export async function rollBack(
  services: RollbackServices,
  user: ListedUser,
  keys: readonly AccessKeyId[],
): Promise<RollbackResult> {
  const restored: AccessKeyId[] = [];
  let remaining = keys;
  for (const pauseMs of PAUSES_MS) {
    if (remaining.length === 0) break;
    await services.wait(pauseMs);
    const failed: AccessKeyId[] = [];
    for (const key of remaining) {
      const result = await restoreKey(services, user, key);
      if (result === 'restored') restored.push(key);
      if (result === 'failed') failed.push(key);
    }
    remaining = failed;
  }
  return { restored, unrestored: remaining };
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
    // Any other error may be temporary, so the caller tries again; the run reports the error that caused the rollback.
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
