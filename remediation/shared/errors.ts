/** The errors of the remediation: each says what happened and in which state the run leaves the user. */

import type { AccessKeyId } from '../../policy/identifiers.ts';
import { describeError } from '../../product/describe.ts';
import { joinSentences } from './sentences.ts';

/** The survivor is not Active: the run stops, since deactivating a surplus key could lock the user out. */
export class SurvivorLostError extends Error {
  override readonly name = 'SurvivorLostError';

  constructor(survivor: AccessKeyId) {
    super(`expected the survivor ${survivor} to be Active; IAM no longer shows it as Active; start again`);
  }
}

/** Another run works on the same user with another intent; the run that reads the other's announcement stops. */
export class ConcurrentRunError extends Error {
  override readonly name = 'ConcurrentRunError';

  constructor(intent: string, otherAnnouncement: string) {
    super(
      `this run ${intent}, but another run on the same user announced "${otherAnnouncement}"; the other ` +
        'run ends within six minutes, start again then',
    );
  }
}

/** The owner changed the user's tags after the run had read them, and the new tags lead to another plan. */
export class PlanChangedError extends Error {
  override readonly name = 'PlanChangedError';

  constructor() {
    super(
      "the user's tags changed after this run had read them, and they now lead to another plan; start again",
    );
  }
}

/** IAM no longer knows the user's name: the user was deleted or renamed. */
export class UserVanishedError extends Error {
  override readonly name = 'UserVanishedError';

  constructor(userName: string) {
    super(`user ${userName} was renamed or deleted during this run; start again`);
  }
}

/** IAM did not show the new status of the keys within the time of the verification. */
export class UnconfirmedError extends Error {
  override readonly name = 'UnconfirmedError';

  constructor(keys: readonly AccessKeyId[], status: string, seconds: number) {
    super(`IAM did not show ${keys.join(', ')} as ${status} within ${seconds} seconds of the write`);
  }
}

/** IAM does not show this run its own announcement: other runs may not see the announcement either. */
export class UnconfirmedAnnouncementError extends Error {
  override readonly name = 'UnconfirmedAnnouncementError';

  constructor(seconds: number) {
    super(`IAM did not show the announcement of this run within ${seconds} seconds; start again`);
  }
}

/** The result of a rollback, by key; a key that somebody deleted is in neither list. */
export interface RollbackResult {
  /** The keys that are Active again. */
  readonly restored: readonly AccessKeyId[];
  /** The keys that could not be set to Active. */
  readonly unrestored: readonly AccessKeyId[];
}

/** A deactivation failed; the message has the cause and the state in which the run leaves the keys. */
export class DeactivationError extends Error {
  override readonly name = 'DeactivationError';

  constructor(cause: unknown, written: readonly AccessKeyId[], rollback: RollbackResult) {
    super(`${describeError(cause)}. ${describeRollback(written, rollback)}`, { cause });
  }
}

/** A reactivation failed; the message has the cause and the state in which the run leaves the key. */
export class ReactivationError extends Error {
  override readonly name = 'ReactivationError';

  constructor(cause: unknown, key: AccessKeyId, exemptionSentence: string | undefined) {
    const state = `${key} may be Active or Inactive; check its status, and start again`;
    super(joinSentences(`${describeError(cause)}. ${state}.`, exemptionSentence), { cause });
  }
}

/** A deletion failed; the message has the cause, the keys that are deleted and the keys that may be deleted. */
export class DeletionError extends Error {
  override readonly name = 'DeletionError';

  constructor(cause: unknown, deleted: readonly AccessKeyId[], unsure: readonly AccessKeyId[]) {
    super(`${describeError(cause)}. ${describeDeletion(deleted, unsure)}. Start again`, { cause });
  }
}

/** Thrown at the end of a daily pass that could not read every user; the pass did its work for all other users. */
export class IncompleteDailyPassError extends Error {
  override readonly name = 'IncompleteDailyPassError';

  constructor(failures: readonly string[], started: number) {
    const first = failures.slice(0, 3).join('; ');
    super(
      `${failures.length} users could not be read (deletions started: ${started}); the next daily pass ` +
        `tries again. ${first}`,
    );
  }
}

function describeRollback(written: readonly AccessKeyId[], { restored, unrestored }: RollbackResult): string {
  const restoredSentence = restored.length > 0 ? `it set ${restored.join(', ')} to Active again` : '';
  if (unrestored.length > 0) {
    const keys = unrestored.join(', ');
    const success = restoredSentence && `${restoredSentence}, but `;
    return (
      `This run could not roll back all its changes: ${success}${keys} may be Inactive and could NOT be set ` +
      `to Active; set ${keys} to Active manually`
    );
  }
  if (restoredSentence) return `This run rolled back its changes: ${restoredSentence}`;
  if (written.length === 0) return 'This run changed no key';
  return `The keys that this run changed no longer exist: ${written.join(', ')}`;
}

function describeDeletion(deleted: readonly AccessKeyId[], unsure: readonly AccessKeyId[]): string {
  const sentences: string[] = [];
  if (deleted.length > 0) sentences.push(`This run deleted ${deleted.join(', ')}`);
  if (unsure.length > 0) sentences.push(`${unsure.join(', ')} may be deleted or not`);
  return sentences.join('; ') || 'This run deleted no key';
}
