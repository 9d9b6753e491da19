/** The errors of an undo: each says what happened and in which state the run leaves the user. */

import type { AccessKeyId } from '../../policy/identifiers.ts';
import { describeError } from '../../product/describe.ts';
import { joinSentences } from '../shared/sentences.ts';

/** A reactivation failed; the message has the cause and the state in which the run leaves the key. */
export class ReactivationError extends Error {
  override readonly name = 'ReactivationError';

  constructor(cause: unknown, key: AccessKeyId, exemptionSentence: string | undefined) {
    const state = `${key} may be Active or Inactive; check its status, and start again`;
    super(joinSentences(`${describeError(cause)}. ${state}.`, exemptionSentence), { cause });
  }
}

/** The key was set to Active, and the ledger does not have that yet. */
export class UnrecordedReactivationError extends Error {
  override readonly name = 'UnrecordedReactivationError';

  constructor(cause: unknown, userName: string, key: AccessKeyId) {
    super(
      `${key} of user ${userName} is Active again, but the ledger does not have the undo as done; the next run records ` +
        `it. ${describeError(cause)}`,
      { cause },
    );
  }
}
