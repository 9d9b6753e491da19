import { NoSuchEntityException } from '@aws-sdk/client-iam';
import { findUserById, type ListedUser } from '../../aws/iam-reads.ts';
import type { AccessKeyId } from '../../policy/identifiers.ts';
import { updateAccessKey } from '../shared/iam-writes.ts';
import type { VerificationServices } from '../shared/verification.ts';

/**
 * The pauses between the attempts to set keys to Active again, in milliseconds: two minutes in all, on top of the
 * SDK's own retries, since a user may be locked out until one succeeds.
 */
const PAUSES = [0, 1_000, 2_000, 4_000, 8_000, 15_000, 30_000, 60_000] as const;

/** What became of the keys; one that was deleted meanwhile is in neither list. */
export interface Rollback {
  readonly restored: readonly AccessKeyId[];
  readonly unrestored: readonly AccessKeyId[];
}

/** Sets the keys that this run deactivated, or may have deactivated, to Active again. Never throws. */
export async function rollBack(
  services: VerificationServices,
  user: ListedUser,
  keys: readonly AccessKeyId[],
): Promise<Rollback> {
  const restored: AccessKeyId[] = [];
  let open = keys;
  for (const pause of PAUSES) {
    if (open.length === 0) break;
    await services.wait(pause);
    const failed: AccessKeyId[] = [];
    for (const key of open) {
      const result = await reactivate(services, user, key);
      if (result === 'restored') restored.push(key);
      if (result === 'failed') failed.push(key);
    }
    open = failed;
  }
  return { restored, unrestored: open };
}

async function reactivate(
  { iam }: VerificationServices,
  user: ListedUser,
  key: AccessKeyId,
): Promise<'restored' | 'deleted' | 'failed'> {
  try {
    await updateAccessKey(iam, user.userName, key, 'Active');
    return 'restored';
  } catch (error) {
    // Whatever went wrong may pass, so the caller tries again; the run fails with the error that made it roll back.
    return error instanceof NoSuchEntityException ? reactivateByUserId(iam, user, key) : 'failed';
  }
}

/** The key was deleted, or the user, or the user has another name now: its unique id tells. */
async function reactivateByUserId(
  iam: VerificationServices['iam'],
  user: ListedUser,
  key: AccessKeyId,
): Promise<'restored' | 'deleted' | 'failed'> {
  try {
    const current = await findUserById(iam, user.userId);
    if (current === undefined || current.userName === user.userName) return 'deleted';
    await updateAccessKey(iam, current.userName, key, 'Active');
    return 'restored';
  } catch (error) {
    return error instanceof NoSuchEntityException ? 'deleted' : 'failed';
  }
}
