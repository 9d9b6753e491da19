import type { ListedUser } from '../../aws/iam-users.ts';
import type { KeyRecord } from '../../ledger/key-records.ts';
import { activeKeysOf, type KeyMetadata } from '../../policy/access-key.ts';
import type { AccessKeyId } from '../../policy/identifiers.ts';
import { updateAccessKey } from '../shared/iam-writes.ts';
import type { RemediationServices } from '../shared/services.ts';
import type { UserRun } from '../shared/user-run.ts';
import { readKeys, verify } from '../shared/verification.ts';
import { twice, type WriteEffect, writeByAttempts } from '../shared/write-attempts.ts';
import { ReactivationError, UnrecordedReactivationError } from './errors.ts';

/** The user of an undo, and the run that makes it. */
export interface UndoRun {
  readonly user: ListedUser;
  readonly services: RemediationServices;
  readonly run: UserRun;
}

/**
 * The key of an undo, its record, and the automation execution of the undo; empty if no runbook invoked the
 * function.
 */
export interface KeyToActivate {
  readonly key: AccessKeyId;
  readonly record: KeyRecord | undefined;
  readonly execution: string;
}

/**
 * Writes into the ledger that this run is about to set the key to Active, so that a later deactivation by
 * somebody else never looks like ours, even if this run is interrupted. Returns the record. Throws unless the
 * run may write to IAM, and the errors of the ledger.
 */
export async function writeIntention(
  { user, services, run }: UndoRun,
  { key, record, execution }: KeyToActivate,
): Promise<KeyRecord> {
  const { userId } = user;
  const intendedAt = services.now();
  const first = { userId, key, execution, intendedAt, deactivatedAt: undefined, survivor: undefined };
  const undoing = await run.record({ ...(record ?? first), state: 'undoing' }, record);
  try {
    await run.assertMayWrite();
    return undoing;
  } catch (cause) {
    await takeBackIntention(run, { undoing, record });
    throw cause;
  }
}

/** An undo whose intention is in the ledger. */
export interface IntendedUndo {
  readonly undoing: KeyRecord;
  /** The record before the undo. */
  readonly record: KeyRecord | undefined;
  /** Whether IAM may still show the key as it was before its deactivation: then no attempt follows a look. */
  readonly isRecent: boolean;
  /** What the error says about the exemption. */
  readonly exemption: string | undefined;
}

/**
 * Sets the key to Active, waits until IAM shows it, and records it. Throws `ReactivationError` and
 * `UnrecordedReactivationError`.
 */
export async function setActive(undoRun: UndoRun, intended: IntendedUndo): Promise<WriteEffect> {
  const { user, run } = undoRun;
  const { undoing, record, exemption } = intended;
  let effect: WriteEffect;
  let previous = record;
  const onActive = () => {
    // Unless this run did, somebody else set it to Active: a later deactivation by a person is not ours.
    previous = record && { ...record, state: 'undone' };
  };
  try {
    effect = await attemptAndVerify(undoRun, intended, onActive);
  } catch (cause) {
    await takeBackIntention(run, { undoing, record: previous });
    throw new ReactivationError(cause, undoing.key, { isInDoubt: run.isInDoubt(), exemption });
  }
  try {
    await run.record({ ...undoing, state: 'undone' }, undoing);
  } catch (cause) {
    throw new UnrecordedReactivationError(cause, user.userName, undoing.key);
  }
  return effect;
}

async function attemptAndVerify(
  { user, services, run }: UndoRun,
  { undoing: { key }, isRecent }: IntendedUndo,
  onActive: () => void,
): Promise<WriteEffect> {
  const { iam, iamWithoutRetries } = services;
  const isActive = (keys: readonly KeyMetadata[]): boolean => {
    const isShown = activeKeysOf(keys).some(({ id }) => id === key);
    if (isShown) onActive();
    return isShown;
  };
  const isInactive = twice(services, async () => !isActive(await readKeys(iam, user)));
  const effect = await writeByAttempts(services, run, {
    // A look could show the key as it was before its deactivation. To set a key to Active that is so already
    // does no harm.
    isNecessary: isRecent ? async () => true : isInactive,
    attempt: () => updateAccessKey(iamWithoutRetries, { userName: user.userName, key, status: 'Active' }),
  });
  await verify(services, user, { keys: [key], status: 'Active', inspect: isActive });
  run.setDoubt(false);
  return effect;
}

/**
 * After an undo that certainly wrote nothing, the record is what it was, so that the undo can be repeated; or
 * it has ended, if the key was seen Active.
 */
async function takeBackIntention(
  run: UserRun,
  { undoing, record }: Pick<IntendedUndo, 'undoing' | 'record'>,
): Promise<void> {
  if (!record || run.isInDoubt()) return;
  // If this cannot be written, the next run settles the record; the run reports its first error.
  await run.record(record, undoing).catch(() => {});
}
