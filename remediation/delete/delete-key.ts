import { NoSuchEntityException } from '@aws-sdk/client-iam';
import type { ListedUser } from '../../aws/iam-users.ts';
import type { KeyRecord } from '../../ledger/key-records.ts';
import type { AccessKeyId } from '../../policy/identifiers.ts';
import { deleteAccessKey } from '../shared/iam-writes.ts';
import type { RemediationServices } from '../shared/services.ts';
import type { UserRun } from '../shared/user-run.ts';
import { readKeys, readTags } from '../shared/verification.ts';
import { isNecessaryAtSecondLook, writeByAttempts } from '../shared/write-attempts.ts';

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
  /** The key that this run may have deleted: the deletion ends with its attempt. */
  unsure: AccessKeyId | undefined;
  /** Sentences for the receipt about keys that were due and that this run did not delete. */
  readonly notes: string[];
}

/**
 * Deletes a key that is still Inactive, by one attempt: what forbids a deletion was read directly before, and
 * whoever runs it again reads it again. The intention is in the ledger before. If it throws, `unsure` is the
 * key if the attempt may have had an effect; otherwise the key is in `deleted`, or `notes` says why not.
 */
export async function deleteKey(
  deletingRun: DeletingRun,
  record: KeyRecord,
  progress: Progress,
): Promise<void> {
  const { run } = deletingRun;
  const { key } = record;
  const deleting = await run.record({ ...record, state: 'deleting' }, record);
  const onUnknown = () => {
    progress.unsure = key;
  };
  const { isAccepted, status } = await attemptDeletion(deletingRun, key, onUnknown).catch(
    async (error: unknown) => {
      // Nothing was deleted, so the record is what it was. If this cannot be written, the next run settles
      // it.
      if (!progress.unsure) await run.record(record, deleting).catch(() => {});
      throw error;
    },
  );
  if (isAccepted) {
    progress.deleted.push(deleting);
    return;
  }
  progress.notes.push(
    status
      ? `${key} has just become ${status} and stays.`
      : `${key} no longer exists: somebody else deleted it.`,
  );
  // A key that somebody else set to Active, or deleted, is not ours any more.
  await run.record({ ...deleting, state: status ? 'undone' : 'gone' }, deleting);
}

interface Attempted {
  readonly isAccepted: boolean;
  /** The status that the last look found; undefined if IAM has no such key. */
  readonly status: string | undefined;
}

async function attemptDeletion(
  { services, user, run }: DeletingRun,
  key: AccessKeyId,
  onUnknown: () => void,
): Promise<Attempted> {
  let status: string | undefined;
  const isInactive = async (): Promise<boolean> => {
    status = (await readKeys(services.iam, user)).find(({ id }) => id === key)?.status;
    return status === 'Inactive';
  };
  try {
    const effect = await writeByAttempts(services, run, {
      // Nobody can undo a deletion, so two looks have to agree: one may be too early for what a person has
      // just done.
      isNecessary: async () => (await isInactive()) && isNecessaryAtSecondLook(services, isInactive),
      attempt: () => deleteAccessKey(services.iamWithoutRetries, user.userName, key),
      pausesMs: [],
      onUnknown,
    });
    if (effect === 'accepted') return { isAccepted: true, status };
  } catch (error) {
    if (!(error instanceof NoSuchEntityException)) throw error;
    status = undefined;
  }
  // Another user who has the name by now does not have the key, which does not mean that it is deleted.
  if (status === undefined) await readTags(services.iam, user);
  return { isAccepted: false, status };
}
