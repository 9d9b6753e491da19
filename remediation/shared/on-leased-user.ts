import type { ListedUser } from '../../aws/iam-users.ts';
import { LedgerError } from '../../ledger/errors.ts';
import { ID_PREFIX, noteChange } from '../../ledger/evaluations/notes.ts';
import type { UserId } from '../../policy/identifiers.ts';
import { describeError } from '../../product/describe.ts';
import { leaseHeldResult, type RunResult } from '../receipt.ts';
import { joinSentences } from './sentences.ts';
import type { RemediationServices } from './services.ts';
import { type LeasedUser, type UserRun, withLease } from './user-run.ts';
import { withUser } from './with-user.ts';

/**
 * Runs an operation on a user under the user's lease. If another run holds the lease, the result is the
 * refusal `LeaseHeld`, and the user is noted as changed: an error would make AWS Config block the user after
 * a few of them. Throws the errors of `withLease` and of `withUser`.
 */
export async function onLeasedUser(
  services: RemediationServices,
  request: LeasedUser,
  operation: (user: ListedUser, run: UserRun) => Promise<RunResult>,
): Promise<RunResult> {
  const { userId } = request;
  const leased = await withLease(services, request, (run) =>
    withUser(services.iam, userId, (user) => operation(user, run)),
  );
  if (leased.kind === 'ran') return leased.result;
  const refusal = leaseHeldResult(userId, leased.by);
  return { ...refusal, reason: joinSentences(refusal.reason, await noteUser(services, userId)) };
}

/** Returns a warning if the user could not be noted; the refusal stands either way. */
async function noteUser(
  { ledger, now, randomId }: RemediationServices,
  userId: UserId,
): Promise<string | undefined> {
  try {
    await noteChange(ledger, { user: `${ID_PREFIX}${userId}`, at: now(), nonce: randomId() });
    return undefined;
  } catch (error) {
    if (!(error instanceof LedgerError)) throw error;
    return `The user could not be noted for the next evaluation: ${describeError(error)}`;
  }
}
