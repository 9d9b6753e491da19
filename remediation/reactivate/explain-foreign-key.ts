import type { IAMClient } from '@aws-sdk/client-iam';
import { findAccessKeyOwner, type ListedUser } from '../../aws/iam-reads.ts';
import type { KeyMetadata } from '../../policy/access-key.ts';
import type { AccessKeyId } from '../../policy/identifiers.ts';
import type { RefusalReason } from '../receipt.ts';

/** Why the user does not have the access key that was to be reactivated. Never throws. */
export async function explainForeignKey(
  iam: IAMClient,
  { userName }: ListedUser,
  keys: readonly KeyMetadata[],
  accessKeyId: AccessKeyId,
): Promise<RefusalReason> {
  const expected = `expected an access key of ${userName} (${keys.map(({ id }) => id).join(', ') || 'none'})`;
  const refuse = (code: RefusalReason['code'], found: string): RefusalReason => ({
    code,
    reason: `${code}: ${expected}; received ${accessKeyId}, which ${found}.`,
  });
  try {
    const owner = await findAccessKeyOwner(iam, accessKeyId);
    if (owner === undefined) return refuse('UnknownAccessKey', 'was deleted or never was in this account');
    if (owner !== userName) return refuse('ForeignAccessKey', `belongs to user ${owner}`);
  } catch {
    // IAM may deny the look-up of a key of another account; the refusal holds without it.
  }
  return refuse('UnknownAccessKey', 'is not among them');
}
