import type { KeyRecord } from '../../ledger/key-records.ts';
import type { KeyMetadata } from '../../policy/access-key.ts';
import type { AccessKeyId } from '../../policy/identifiers.ts';
import { verify } from '../shared/verification.ts';
import { assertActive, type Deactivation, deactivateKey, type Progress } from './deactivate-key.ts';
import { DeactivationError, UnrecordedDeactivationError } from './errors.ts';
import { rollBack } from './rollback.ts';

/** The result of a deactivation. */
export interface DeactivationResult {
  /** The keys whose deactivation by this run IAM accepted and showed; not the keys that somebody else had deactivated. */
  readonly deactivated: readonly AccessKeyId[];
  /** The keys that are Inactive after an attempt of this run whose answer was lost: nobody can tell whose write it was. */
  readonly unproven: readonly AccessKeyId[];
}

/**
 * Deactivates the surplus keys of a plan: all of them or, after a rollback, none.
 *
 * The order of the steps makes it safe: for each surplus key, write the intention, prove the lease, look at the survivor and the
 * key, make one attempt; then verify, and only then record the keys as done. After the first write any error, a lost survivor
 * included, makes the run roll back its own writes. Throws `DeactivationError`, which says in which state the run leaves the
 * keys, and `UnrecordedDeactivationError`.
 */
export async function deactivateSurplusKeys(deactivation: Deactivation): Promise<DeactivationResult> {
  const progress: Progress = { written: [], unproven: [] };
  const { written, unproven } = progress;
  try {
    await deactivateAndVerify(deactivation, progress);
  } catch (cause) {
    throw await rolledBack(deactivation, progress, cause);
  }
  await recordDone(deactivation, written);
  return { deactivated: keysOf(written), unproven };
}

async function deactivateAndVerify(deactivation: Deactivation, progress: Progress): Promise<void> {
  const { services, user, plan, run } = deactivation;
  for (const { id } of plan.surplus) await deactivateKey(deactivation, id, progress);
  const keys = [...keysOf(progress.written), ...progress.unproven];
  if (keys.length === 0) return;
  const inspect = (shown: readonly KeyMetadata[]) => assertActive(plan.survivor.id, shown);
  await verify(services, user, { keys, status: 'Inactive', inspect });
  run.setDoubt(false);
}

/** Takes back what this run certainly wrote; this needs no ledger. Returns the error of the run. */
async function rolledBack(
  { services, user, run }: Deactivation,
  { written, unproven }: Progress,
  cause: unknown,
): Promise<DeactivationError> {
  const rollback = await rollBack(services, user, keysOf(written));
  const isRecorded = await recordUndone(run, written, rollback.restored);
  run.setDoubt(unproven.length > 0 || rollback.unrestored.length > 0 || !isRecorded);
  return new DeactivationError(cause, {
    userName: user.userName,
    written: keysOf(written),
    unproven,
    ...rollback,
  });
}

async function recordUndone(
  run: Deactivation['run'],
  written: readonly KeyRecord[],
  restored: readonly AccessKeyId[],
): Promise<boolean> {
  try {
    for (const record of written.filter(({ key }) => restored.includes(key))) {
      await run.record({ ...record, state: 'undone' }, record);
    }
    return true;
  } catch {
    // The record stays open, and the next run settles it after the lease has expired; the run reports its first error.
    return false;
  }
}

/** The keys stay deactivated if this cannot be recorded: IAM has shown that the user keeps an active key. */
async function recordDone({ run, user }: Deactivation, written: readonly KeyRecord[]): Promise<void> {
  try {
    for (const record of written) await run.record({ ...record, state: 'done' }, record);
  } catch (cause) {
    throw new UnrecordedDeactivationError(cause, user.userName, keysOf(written));
  }
}

const keysOf = (records: readonly KeyRecord[]): readonly AccessKeyId[] => records.map(({ key }) => key);
