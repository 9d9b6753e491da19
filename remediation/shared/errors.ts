/** The errors of the remediation: each says what happened and in which state it leaves the user. */

import type { AccessKeyId } from '../../policy/identifiers.ts';
import { describeError } from '../../product/describe.ts';

/** The survivor is not Active (any more): deactivating a surplus key could lock the user out. */
export class SurvivorLostError extends Error {
  override readonly name = 'SurvivorLostError';

  constructor(survivor: AccessKeyId) {
    super(`${survivor}, the key that was to stay, is not Active any more`);
  }
}

/** Another run of ours is at work on the same user and wants something else; the later of the two steps back. */
export class ConcurrentRunError extends Error {
  override readonly name = 'ConcurrentRunError';

  constructor(intent: string, other: string) {
    super(
      `this run ${intent} while another run on the same user says "${other}"; it is over within six minutes, try again then`,
    );
  }
}

/** The owner changed the user's tags, and with them the plan, while the run was beginning. */
export class PlanChangedError extends Error {
  override readonly name = 'PlanChangedError';

  constructor() {
    super("the user's tags changed since the run began, and with them the plan; start again");
  }
}

/** IAM does not know the user's name any more: the user was deleted, or renamed. */
export class UserVanishedError extends Error {
  override readonly name = 'UserVanishedError';

  constructor(user: string) {
    super(`user ${user} was renamed or deleted while the run was at work; start again`);
  }
}

/** IAM did not confirm within the time given to it that the keys are as they were written. */
export class UnconfirmedError extends Error {
  override readonly name = 'UnconfirmedError';

  constructor(keys: readonly AccessKeyId[], status: string, seconds: number) {
    super(`IAM did not show ${keys.join(', ')} as ${status} within ${seconds} seconds of the write`);
  }
}

/** IAM does not show a run the tag in which it announced itself: others may not see it either. */
export class UnconfirmedAnnouncementError extends Error {
  override readonly name = 'UnconfirmedAnnouncementError';

  constructor(seconds: number) {
    super(`IAM did not show the announcement of this run within ${seconds} seconds; start again`);
  }
}

/** What a run could take back of what it had written, and what not; a key that was deleted since is in neither. */
interface TakenBack {
  readonly restored: readonly AccessKeyId[];
  readonly unrestored: readonly AccessKeyId[];
}

/** A deactivation failed; the message says why and what the run left behind, `cause` is why. */
export class DeactivationError extends Error {
  override readonly name = 'DeactivationError';

  constructor(cause: unknown, written: readonly AccessKeyId[], { restored, unrestored }: TakenBack) {
    super(`${describeError(cause)}. ${aftermath(written, restored, unrestored)}`, { cause });
  }
}

/** A reactivation failed; the message says why and in which state it may have left the key, `cause` is why. */
export class ReactivationError extends Error {
  override readonly name = 'ReactivationError';

  constructor(cause: unknown, key: AccessKeyId, exempted: string) {
    const state = `${key} may be Active or Inactive; look at it, and start again`;
    super([`${describeError(cause)}. ${state}.`, exempted].filter(Boolean).join(' '), { cause });
  }
}

/** A deletion failed; the message says why, what is deleted and what may be, `cause` is why. */
export class DeletionError extends Error {
  override readonly name = 'DeletionError';

  constructor(cause: unknown, deleted: readonly AccessKeyId[], unsure: readonly AccessKeyId[]) {
    const done =
      deleted.length > 0
        ? `This run deleted ${deleted.join(', ')}`
        : 'This run is not known to have deleted a key';
    const open = unsure.length > 0 ? `; ${unsure.join(', ')} may be deleted or not` : '';
    super(`${describeError(cause)}. ${done}${open}. Start again`, { cause });
  }
}

/** Thrown at the end of a walk that could not look at every user; all others were dealt with. */
export class IncompleteDailyPassError extends Error {
  override readonly name = 'IncompleteDailyPassError';

  constructor(failures: readonly string[], started: number) {
    const first = failures.slice(0, 3).join('; ');
    super(`${failures.length} users could not be looked at (deletions started: ${started}). ${first}`);
  }
}

function aftermath(
  written: readonly AccessKeyId[],
  restored: readonly AccessKeyId[],
  unrestored: readonly AccessKeyId[],
): string {
  const list = (keys: readonly AccessKeyId[]) => keys.join(', ');
  if (unrestored.length > 0) {
    const back = restored.length > 0 ? `${list(restored)} is Active again, but ` : '';
    return `This run had to take its own writes back: ${back}${list(unrestored)} may be Inactive and could NOT be set to Active; do it by hand`;
  }
  if (restored.length > 0) return `This run took its own writes back: ${list(restored)} Active again`;
  return written.length > 0
    ? `${list(written)}, which this run wrote, does not exist any more`
    : 'This run changed no key';
}
