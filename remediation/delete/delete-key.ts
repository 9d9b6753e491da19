import { NoSuchEntityException } from '@aws-sdk/client-iam';
import type { ListedUser } from '../../aws/iam-users.ts';
import type { KeyRecord, KeyState } from '../../ledger/key-records.ts';
import type { AccessKeyId } from '../../policy/identifiers.ts';
import { deleteAccessKey } from '../shared/iam-writes.ts';
import type { RemediationServices } from '../shared/services.ts';
import type { UserRun } from '../shared/user-run.ts';
import { readKeys } from '../shared/verification.ts';
import { describeDoubt, type WriteEffect, writeByAttempts } from '../shared/write-attempts.ts';

/** The user of a deletion, and the run that makes it. */
export interface DeletingRun {
  readonly services: RemediationServices;
  readonly user: ListedUser;
  readonly run: UserRun;
}

/** What a deletion has done so far. */
export interface Progress {
  /** The records of the keys whose deletion by this run IAM accepted. */
  readonly deleted: KeyRecord[];
  /** The keys that this run may have deleted. */
  readonly unsure: AccessKeyId[];
  /** Sentences for the receipt about keys that were due and that this run did not delete. */
  readonly notes: string[];
}

/**
 * Deletes a key that is still Inactive, attempt by attempt: the intention is in the ledger before the first one. If it throws,
 * `unsure` has the key if an attempt may have had an effect; otherwise the key is in `deleted`, or `notes` says why not.
 */
export async function deleteKey(
  deletingRun: DeletingRun,
  record: KeyRecord,
  { deleted, unsure, notes }: Progress,
): Promise<void> {
  const { run } = deletingRun;
  const { key } = record;
  const deleting = await run.record({ ...record, state: 'deleting' }, record);
  const { effect, status } = await attemptDeletion(deletingRun, key, () => unsure.push(key));
  if (effect === 'accepted') {
    deleted.push(deleting);
  } else {
    notes.push(describeStaying(key, status, effect));
    await run.record({ ...deleting, state: stateAfter(status) }, deleting);
  }
  unsure.splice(0);
}

interface Attempted {
  readonly effect: WriteEffect;
  /** The status that the last look found; undefined if IAM has no such key. */
  readonly status: string | undefined;
}

async function attemptDeletion(
  { services, user, run }: DeletingRun,
  key: AccessKeyId,
  onUnknown: () => void,
): Promise<Attempted> {
  let status: string | undefined;
  try {
    const effect = await writeByAttempts(services, run, {
      async isNecessary() {
        // A person may have just set the key to Active, or deleted it.
        status = (await readKeys(services.iam, user)).find(({ id }) => id === key)?.status;
        return status === 'Inactive';
      },
      attempt: () => deleteAccessKey(services.iamWithoutRetries, user.userName, key),
      onUnknown,
    });
    return { effect, status };
  } catch (error) {
    if (!(error instanceof NoSuchEntityException)) throw error;
    // Throws if the user, not the key, is gone or has another name.
    await readKeys(services.iam, user);
    return { effect: 'unnecessary', status: undefined };
  }
}

/** A key that somebody else set to Active or deleted is not ours any more. */
const stateAfter = (status: string | undefined): KeyState => (status === undefined ? 'gone' : 'undone');

function describeStaying(key: AccessKeyId, status: string | undefined, effect: WriteEffect): string {
  if (status) return `${key} has just become ${status} and stays.`;
  if (effect === 'unnecessary') return `${key} no longer exists: somebody else deleted it.`;
  return `${key} no longer exists: ${describeDoubt('deleted it')}.`;
}
