import { LedgerError } from '../../ledger/errors.ts';
import type { AccessKeyId, UserId } from '../../policy/identifiers.ts';
import { describeError } from '../../product/describe.ts';
import { updateAccessKeyCommand } from './direct-command.ts';

/** The run could not go on because of the ledger; the message says how to set a key to Active without it. */
export class LedgerFailedError extends Error {
  override readonly name = 'LedgerFailedError';

  constructor(cause: unknown, { userId, accessKeyId }: RequestOfUser) {
    const command = updateAccessKeyCommand('', accessKeyId ?? 'ACCESS_KEY_ID', 'Active');
    super(
      `${describeError(cause).replace(/\.$/, '')}. To set a key of the user ${userId} to Active without ` +
        `One Active Key: ${command}`,
      { cause },
    );
  }
}

/** The part of a request that names the user and, for an undo, the key. */
interface RequestOfUser {
  readonly userId: UserId;
  readonly accessKeyId?: AccessKeyId;
}

/** Runs an operation; an error of the ledger, or one caused by it, becomes a `LedgerFailedError`. */
export async function withAdvice<Result>(
  request: RequestOfUser,
  operation: () => Promise<Result>,
): Promise<Result> {
  try {
    return await operation();
  } catch (error) {
    const isOfLedger =
      error instanceof LedgerError || (error instanceof Error && error.cause instanceof LedgerError);
    throw isOfLedger ? new LedgerFailedError(error, request) : error;
  }
}
