import type { IAMClient } from '@aws-sdk/client-iam';
import { findAccessKeyOwner } from '../../aws/iam-access-keys.ts';
import type { ListedUser } from '../../aws/iam-users.ts';
import type { KeyMetadata } from '../../policy/access-key.ts';
import type { AccessKeyId } from '../../policy/identifiers.ts';
import type { RefusalReason } from '../receipt.ts';

/** Finds out why a user does not have the access key that is to be reactivated. Never throws. */
export async function findForeignKeyRefusal(
  iam: IAMClient,
  { userName }: ListedUser,
  { keys, accessKeyId }: { readonly keys: readonly KeyMetadata[]; readonly accessKeyId: AccessKeyId },
): Promise<RefusalReason> {
  const expected = `Expected an access key of ${userName} (${keys.map(({ id }) => id).join(', ') || 'none'})`;
  const refusal = (code: RefusalReason['code'], explanation: string): RefusalReason => ({
    code,
    reason: `${expected}; received ${accessKeyId}, which ${explanation}.`,
  });
  try {
    const owner = await findAccessKeyOwner(iam, accessKeyId);
    if (owner === userName) return refusal('UnknownAccessKey', 'IAM does not list for this user');
    if (owner !== undefined) return refusal('ForeignAccessKey', `belongs to user ${owner}`);
  } catch {
    // IAM denies GetAccessKeyLastUsed for a key that does not exist, and for one of another account: it is
    // refused either way.
  }
  return refusal('UnknownAccessKey', 'was deleted, never existed, or belongs to another account');
}
