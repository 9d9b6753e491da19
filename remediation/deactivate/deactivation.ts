import type { KeyRecord, KeyState } from '../../ledger/key-records.ts';
import type { KeyMetadata } from '../../policy/access-key.ts';
import type { AccessKeyId } from '../../policy/identifiers.ts';
import { verify } from '../shared/verification.ts';
import {
  assertActive,
  type Deactivation,
  deactivateKey,
  type Progress,
  type Step,
} from './deactivate-key.ts';
import { DeactivationError, SurvivorLostError, UnrecordedDeactivationError } from './errors.ts';
import { rollBack } from './rollback.ts';

/** The result of a deactivation. */
export interface DeactivationResult {
  /**
   * The keys whose deactivation by this run IAM accepted and showed; not the keys that somebody else had
   * deactivated.
   */
  readonly deactivated: readonly AccessKeyId[];
  /**
   * The keys that are Inactive after an attempt of this run whose answer was lost: nobody can tell whose
   * write it was.
   */
  readonly unproven: readonly AccessKeyId[];
}

/**
 * Deactivates the surplus keys of a plan: all of them or, after a rollback, none.
 *
 * The order of the steps makes it safe: for each surplus key, write the intention, prove the lease, look at
 * the survivor and the key, make one attempt; then verify, and only then record what became of the keys.
 * After the first write any error, a lost survivor included, makes the run roll back its own writes. Throws
 * `DeactivationError`, which says in which state the run leaves the keys, and `UnrecordedDeactivationError`.
 */
export async function deactivateSurplusKeys(deactivation: Deactivation): Promise<DeactivationResult> {
  const progress: Progress = new Map();
  try {
    await deactivateAndVerify(deactivation, progress);
  } catch (cause) {
    throw await rolledBack(deactivation, progress, cause);
  }
  const deactivated = keysOf(progress, 'accepted');
  try {
    for (const step of progress.values()) await record(deactivation, step, AFTER_VERIFICATION[step.effect]);
  } catch (cause) {
    throw new UnrecordedDeactivationError(cause, deactivation.user.userName, deactivated);
  }
  return { deactivated, unproven: keysOf(progress, 'unknown') };
}

/** What becomes of a key whose status IAM has shown as Inactive. */
const AFTER_VERIFICATION = { accepted: 'done', unknown: 'unproven', none: 'undone' } as const;

async function deactivateAndVerify(deactivation: Deactivation, progress: Progress): Promise<void> {
  const { services, user, plan, run } = deactivation;
  for (const { id } of plan.surplus) await deactivateKey(deactivation, id, progress);
  const keys = [...keysOf(progress, 'accepted'), ...keysOf(progress, 'unknown')];
  if (keys.length === 0) return;
  const inspect = (shown: readonly KeyMetadata[]) => assertActive(plan.survivor.id, shown);
  await verify(services, user, { keys, status: 'Inactive', inspect });
  run.setDoubt(false);
}

/** Takes back what this run certainly wrote; this needs no ledger. Returns the error of the run. */
async function rolledBack(
  deactivation: Deactivation,
  progress: Progress,
  cause: unknown,
): Promise<DeactivationError> {
  const { services, user, run } = deactivation;
  const written = keysOf(progress, 'accepted');
  const unproven = keysOf(progress, 'unknown');
  const rollback = await rollBack(services, user, { run, keys: written });
  const isRecorded = await recordUndone(deactivation, progress, rollback.restored);
  // After a lost survivor, a run that comes at once could still read it as Active.
  const isUncertain = unproven.length > 0 || rollback.unrestored.length > 0 || !isRecorded;
  run.setDoubt(isUncertain || cause instanceof SurvivorLostError);
  return new DeactivationError(cause, { userName: user.userName, written, unproven, ...rollback });
}

/** Records the keys that this run gave back, and those that it did not change. Returns whether it could. */
async function recordUndone(
  deactivation: Deactivation,
  progress: Progress,
  restored: readonly AccessKeyId[],
): Promise<boolean> {
  const isUndone = (step: Step) => step.effect === 'none' || restored.includes(step.record.key);
  const undone = [...progress.values()].filter(isUndone);
  try {
    for (const step of undone) await record(deactivation, step, 'undone');
    return true;
  } catch {
    // The record stays open, and the next run settles it after the lease has expired; the run reports its
    // first error.
    return false;
  }
}

const record = ({ run }: Deactivation, step: Step, state: KeyState): Promise<KeyRecord> =>
  run.record({ ...step.record, state }, step.record);

const keysOf = (progress: Progress, effect: Step['effect']): readonly AccessKeyId[] =>
  [...progress].filter(([, step]) => step.effect === effect).map(([key]) => key);
