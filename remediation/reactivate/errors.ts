/** The errors of an undo: each says what happened and in which state the run leaves the user. */

import type { AccessKeyId, UserName } from '../../policy/identifiers.ts';
import { describeError } from '../../product/describe.ts';
import { joinSentences } from '../shared/sentences.ts';

/** What a failed undo leaves. */
export interface StateAfterUndo {
  /** Whether an attempt may have had an effect. */
  readonly isInDoubt: boolean;
  /** What the message says about the exemption. */
  readonly exemption: string | undefined;
}

/** A reactivation failed; the message has the cause and the state in which the run leaves the key. */
export class ReactivationError extends Error {
  override readonly name = 'ReactivationError';

  constructor(cause: unknown, key: AccessKeyId, { isInDoubt, exemption }: StateAfterUndo) {
    const state = isInDoubt
      ? `${key} may be Active or Inactive: check its status in ten minutes, and start again, with Force=true, if it is Inactive.`
      : `This run did not change ${key}; start again.`;
    super(joinSentences(`${describeError(cause)}.`, state, exemption), { cause });
  }
}

/** The key was set to Active, and the ledger does not have that yet. */
export class UnrecordedReactivationError extends Error {
  override readonly name = 'UnrecordedReactivationError';

  constructor(cause: unknown, userName: UserName, key: AccessKeyId) {
    super(
      `${key} of user ${userName} is Active again, but the ledger does not have the undo as done; the next run records ` +
        `it. ${describeError(cause)}`,
      { cause },
    );
  }
}
