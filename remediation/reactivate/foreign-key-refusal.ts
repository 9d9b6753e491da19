import type { IAMClient } from '@aws-sdk/client-iam';
import { findAccessKeyOwner } from '../../aws/iam-access-keys.ts';
import type { ListedUser } from '../../aws/iam-users.ts';
import type { KeyMetadata } from '../../policy/access-key.ts';
import type { AccessKeyId } from '../../policy/identifiers.ts';
import type { RefusalReason } from '../receipt.ts';

/**
 * Finds out why a user does not have the access key that is to be reactivated. Throws an error of AWS that
 * leaves open whose key it is.
 */
export async function findForeignKeyRefusal(
  iam: IAMClient,
  { userName }: ListedUser,
  { keys, accessKeyId }: { readonly keys: readonly KeyMetadata[]; readonly accessKeyId: AccessKeyId },
): Promise<RefusalReason> {
  const expected = `Expected an access key of ${userName} (${keys.map(({ id }) => id).join(', ') || 'none'})`;
  const refusal = (code: RefusalReason['code'], explanation: string): RefusalReason => ({
    code,
    reason: `${expected}; received ${accessKeyId}, ${explanation}.`,
  });
  const owner = await findAccessKeyOwner(iam, accessKeyId);
  if (owner === userName) return refusal('UnknownAccessKey', 'which IAM does not list for this user');
  if (owner !== undefined) return refusal('ForeignAccessKey', `which belongs to user ${owner}`);
  return refusal('UnknownAccessKey', UNNAMED);
}

/** IAM answers alike in all these cases, so that nobody may read this as the proof of a deletion. */
const UNNAMED = 'of which IAM names no user: it may be deleted, of another account, or denied to this run';
