import { NoSuchEntityException } from '@aws-sdk/client-iam';
import type { ListedUser } from '../../aws/iam-users.ts';
import type { AccessKeyId } from '../../policy/identifiers.ts';
import { deleteAccessKey } from '../shared/iam-writes.ts';
import type { RemediationServices } from '../shared/services.ts';
import { readKeys } from '../shared/verification.ts';
import { describeDoubt, writeByAttempts } from '../shared/write-attempts.ts';

/** What a deletion has done so far. */
export interface Progress {
  /** The keys that this run deleted. */
  readonly deleted: AccessKeyId[];
  /** The keys that this run may have deleted. */
  readonly unsure: AccessKeyId[];
  /** Sentences for the receipt about keys that were due and that this run did not delete. */
  readonly notes: (string | undefined)[];
}

/**
 * Deletes a key that is still Inactive, attempt by attempt. If it throws, `unsure` has the key if an attempt may have had an
 * effect; otherwise the key is in `deleted`, or `notes` says why not.
 */
export async function deleteKey(
  services: RemediationServices,
  user: ListedUser,
  { key, progress: { deleted, unsure, notes } }: { readonly key: AccessKeyId; readonly progress: Progress },
): Promise<void> {
  let status: string | undefined;
  const effect = await writeByAttempts(services, {
    async isNecessary() {
      // A person may have just set the key to Active, or deleted it.
      status = (await readKeys(services.iam, user)).find(({ id }) => id === key)?.status;
      return status === 'Inactive';
    },
    attempt: () => deleteAccessKey(services.iamWithoutRetries, user.userName, key),
    onUnknown() {
      if (!unsure.includes(key)) unsure.push(key);
    },
  }).catch(async (error: unknown) => {
    if (!(error instanceof NoSuchEntityException)) throw error;
    // Throws if the user, not the key, is gone or has another name.
    await readKeys(services.iam, user);
    status = undefined;
    return 'unnecessary' as const;
  });
  if (effect === 'accepted') deleted.push(key);
  else notes.push(describeStaying(key, status, unsure.includes(key)));
  unsure.splice(0);
}

function describeStaying(key: AccessKeyId, status: string | undefined, isUnproven: boolean): string {
  if (status) return `${key} has just become ${status} and stays.`;
  if (!isUnproven) return `${key} no longer exists: somebody else deleted it.`;
  return `${key} no longer exists: ${describeDoubt('deleted it')}.`;
}
