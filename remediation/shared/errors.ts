/** The errors that more than one operation throws. */

import type { AccessKeyId, UserName } from '../../policy/identifiers.ts';
import { updateAccessKeyCommands } from './direct-command.ts';

/** Too little time of the function is left for another write to IAM and what follows it. */
export class TimeOverError extends Error {
  override readonly name = 'TimeOverError';

  constructor(seconds: number) {
    super(
      `no write to IAM begins later than ${seconds} seconds after the start of the function; start again`,
    );
  }
}

/** A run that was killed may have deactivated a key, and no key of the user is Active now. */
export class NoActiveKeyLeftError extends Error {
  override readonly name = 'NoActiveKeyLeftError';

  constructor(userName: UserName, keys: readonly AccessKeyId[]) {
    const commands = updateAccessKeyCommands(userName, keys, 'Active');
    super(
      `user ${userName} has no active access key, and a run that was interrupted had begun to deactivate ` +
        `${keys.join(', ')}. If nobody wanted that, run OneActiveKey-ReactivateAccessKey with Force=true, or: ${commands}`,
    );
  }
}

/** IAM no longer knows the user's name: the user was deleted or renamed. */
export class UserVanishedError extends Error {
  override readonly name = 'UserVanishedError';

  constructor(userName: UserName) {
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
