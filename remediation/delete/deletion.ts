import type { AccessKeyId } from '../../policy/identifiers.ts';
import { verify } from '../shared/verification.ts';
import { type DeletingRun, deleteKey, type Progress } from './delete-key.ts';
import type { DeletionPlan } from './deletion-plan.ts';
import { DeletionError } from './errors.ts';

/** The result of a deletion. */
export interface DeletionResult {
  /** The keys whose deletion by this run IAM accepted, and that it no longer showed. */
  readonly deleted: readonly AccessKeyId[];
  /** A sentence about each key that was due and that this run did not delete. */
  readonly notes: readonly string[];
}

/**
 * Deletes the keys of the plan. For each key: write the intention, prove the lease, look at the key twice,
 * make the only attempt. Then verify, and record the keys as deleted. Throws `DeletionError`, which names the
 * deleted keys.
 */
export async function deleteDueKeys(
  deletingRun: DeletingRun,
  { due }: Pick<DeletionPlan, 'due'>,
): Promise<DeletionResult> {
  const { services, user, run } = deletingRun;
  const progress: Progress = { deleted: [], unsure: undefined, notes: [] };
  const { deleted, notes } = progress;
  const deletedKeys = () => deleted.map(({ key }) => key);
  try {
    for (const record of due) await deleteKey(deletingRun, record, progress);
    if (deleted.length > 0) await verify(services, user, { keys: deletedKeys(), status: 'Deleted' });
    run.setDoubt(false);
    for (const record of deleted) await run.record({ ...record, state: 'deleted' }, record);
  } catch (cause) {
    throw new DeletionError(cause, deletedKeys(), progress.unsure);
  }
  return { deleted: deletedKeys(), notes };
}
