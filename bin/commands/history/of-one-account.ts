import { UsageError } from '../../command-line/errors.ts';
import type { KeptRun } from './parse-receipt.ts';
import type { UnreadPart } from './unread-part.ts';

/** The runs of the account, and those that claim to be of another one. */
export interface RunsOfAccount {
  /** Null if it is neither known nor told by a receipt. */
  readonly accountId: string | null;
  readonly ownRuns: readonly KeptRun[];
  readonly foreign: readonly UnreadPart[];
}

/**
 * Separates the runs of the account from others: beside its users, the names and keys of another account
 * would mislead. Throws `UsageError` if all runs are of other accounts, so that the ledger is another
 * account's.
 */
export function ofOneAccount(runs: readonly KeptRun[], known: string | undefined): RunsOfAccount {
  const accountId = known ?? runs.at(-1)?.accountId ?? null;
  const isOwn = (run: KeptRun) => run.accountId === accountId;
  const foreign = runs.filter((run) => !isOwn(run));
  const [first] = foreign;
  if (first && foreign.length === runs.length) {
    throw new UsageError(
      `--ledger-table: expected the ledger of the account ${accountId}, of which the credentials are; received receipts of the account ` +
        first.accountId,
    );
  }
  return { accountId, ownRuns: runs.filter(isOwn), foreign: foreign.map(unreadRun) };
}

function unreadRun({ userId, at, accountId }: KeptRun): UnreadPart {
  const reason = `the receipt of the user ${userId} of ${at.toISOString()} is of another account, ${accountId}`;
  return { what: 'ledgerItem', which: null, reason };
}
