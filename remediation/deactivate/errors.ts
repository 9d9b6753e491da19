/** The errors of a deactivation: each says what happened and in which state the run leaves the user. */

import type { AccessKeyId, UserName } from '../../policy/identifiers.ts';
import { describeError } from '../../product/describe.ts';
import { updateAccessKeyCommands } from '../shared/direct-command.ts';
import { joinSentences } from '../shared/sentences.ts';

/** The survivor is not Active: the run stops, since deactivating a surplus key could lock the user out. */
export class SurvivorLostError extends Error {
  override readonly name = 'SurvivorLostError';

  readonly survivor: AccessKeyId;

  constructor(survivor: AccessKeyId) {
    super(
      `expected the survivor ${survivor} to be Active; somebody else set it to Inactive or deleted it during this run`,
    );
    this.survivor = survivor;
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

  constructor(cause: unknown, state: KeysAfterRollback) {
    const lost = cause instanceof SurvivorLostError ? cause.survivor : undefined;
    const sentences = [
      describeRollback(state),
      describeUnproven(state),
      lost && describeRevival(state, lost),
    ];
    super(joinSentences(`${describeError(cause)}.`, ...sentences), { cause });
  }
}

/** The keys that a failed deactivation wrote, and what the rollback did with them. */
export interface KeysAfterRollback extends RollbackResult {
  readonly userName: UserName;
  readonly written: readonly AccessKeyId[];
  /**
   * The keys that this run may have deactivated: the answer to an attempt was lost. The rollback leaves them.
   */
  readonly unproven: readonly AccessKeyId[];
}

/** The keys are deactivated and verified, and the ledger does not have that yet. */
export class UnrecordedDeactivationError extends Error {
  override readonly name = 'UnrecordedDeactivationError';

  constructor(cause: unknown, userName: UserName, keys: readonly AccessKeyId[]) {
    super(
      `${keys.join(', ')} of user ${userName} is Inactive, and the survivor is Active, but the ledger does not have the ` +
        `deactivation as done; the next run records it. ${describeError(cause)}`,
      { cause },
    );
  }
}

function describeUnproven({ unproven, userName }: KeysAfterRollback): string | undefined {
  if (unproven.length === 0) return undefined;
  const commands = updateAccessKeyCommands(userName, unproven, 'Active');
  return (
    `${unproven.join(', ')} may be Inactive: the answer to an attempt of this run was lost, and this run does not take it ` +
    `back, since somebody else may have deactivated the key. To set it to Active: ${commands}.`
  );
}

/** What an incident responder has to know who has just deactivated the survivor. */
function describeRevival({ restored, userName }: KeysAfterRollback, lost: AccessKeyId): string | undefined {
  if (restored.length === 0) return undefined;
  const commands = updateAccessKeyCommands(userName, restored, 'Inactive');
  return (
    `To whoever deactivated or deleted ${lost}: ${restored.join(', ')} of user ${userName} is Active because this run had ` +
    'deactivated it while the other key was Active, and so gave it back. If the user is to have no active key: ' +
    `${commands}.`
  );
}

function describeRollback({
  written,
  unproven,
  restored,
  unrestored,
  userName,
}: KeysAfterRollback): string | undefined {
  const restoredSentence = restored.length > 0 ? `it set ${restored.join(', ')} to Active again` : '';
  if (unrestored.length > 0) {
    const keys = unrestored.join(', ');
    const commands = updateAccessKeyCommands(userName, unrestored, 'Active');
    const success = restoredSentence && `${restoredSentence}, but `;
    return (
      `This run could not roll back all its changes: ${success}${keys} may be Inactive and could NOT be set ` +
      `to Active. Set it to Active by hand: ${commands}.`
    );
  }
  if (restoredSentence) return `This run rolled back its changes: ${restoredSentence}.`;
  if (written.length === 0) return unproven.length === 0 ? 'This run changed no key.' : undefined;
  return `The keys that this run changed no longer exist: ${written.join(', ')}.`;
}
