import { within } from '../../../aws/deadline.ts';
import { parseWholeNumber } from '../../../policy/parameters.ts';
import { EXEMPT_FOR_DAYS } from '../../../remediation/request.ts';
import type { Identity } from '../../account/identity.ts';
import { type PolicyOptions, policyOf } from '../../account/policy.ts';
import { assertOneAccount } from '../../account/users.ts';
import { type EnteredAccount, type InAccount, inEachAccount } from '../../accounts/in-each-account.ts';
import { orUsageError, UsageError } from '../../command-line/errors.ts';
import { EXIT, type ExitCode } from '../../command-line/exit-codes.ts';
import { notReadLines } from '../../inventory/take-inventory.ts';
import type { BatchOptions } from '../../runbooks/batch.ts';
import {
  byAccount,
  namedKeyOf,
  readKeysOf,
  readNamedKey,
  readReceiptsAlone,
} from '../../runbooks/keys-to-reactivate.ts';
import { runBatches } from '../../runbooks/run-batches.ts';
import type { Io } from '../../terminal/io.ts';
import { prepareUndo } from './prepare-undo.ts';

/** The options of `undo`. */
export interface UndoOptions extends Omit<BatchOptions, 'dryRun'>, Pick<PolicyOptions, 'exemptionMaxDays'> {
  readonly exemptForDays: string;
  /** Also reactivates keys that One Active Key is not proven to have deactivated. */
  readonly force?: boolean;
  /** The receipts of an earlier `remediate`. */
  readonly receipts?: string;
}

/** Starts the reactivation runbook for one key, or for all keys that an earlier `remediate` deactivated. */
export async function undo(
  [userName, accessKeyId]: readonly [string | undefined, string | undefined],
  { receipts, ...options }: UndoOptions,
  io: Io,
): Promise<ExitCode> {
  const { exemptForDays } = options;
  const days = orUsageError(() => parseWholeNumber({ exemptForDays }, 'exemptForDays', EXEMPT_FOR_DAYS));
  policyOf(options); // Invalid options are reported before the first call to AWS.
  const read = receipts === undefined ? undefined : readReceiptsAlone(receipts, userName);
  const ofAccounts = read && options.accounts ? byAccount(read) : undefined;
  if (!read) assertOneKey([userName, accessKeyId], options.accounts);
  // Those of the organization are known only when they are listed.
  if (options.accounts && options.accounts !== 'organization')
    assertEveryAccount(ofAccounts, options.accounts);
  const keysOf = ({ account }: EnteredAccount, identity: Identity) => {
    if (!read) return readNamedKey(account, namedKeyOf(userName, accessKeyId));
    return readKeysOf(ofAccounts?.get(identity.accountId) ?? read, account, identity);
  };
  const found = await inEachAccount(options, io, {
    ...(ofAccounts ? { isWanted: (accountId: string) => ofAccounts.has(accountId) } : {}),
    work: (entered) => within(io.interruption, () => prepareUndo(entered, { ...options, days, keysOf })),
  });
  assertEveryAccount(ofAccounts, found);
  io.err(notReadLines(found));
  const planned = found.flatMap((each) => (each.kind === 'done' ? [each.value] : []));
  const isAllKnown = found.length === planned.length && planned.every(({ unknown }) => unknown.length === 0);
  const code = await runBatches(found, { ...options, io, isAllKnown });
  return isAllKnown || code === EXIT.interrupted ? code : EXIT.failed;
}

/** Throws `UsageError` unless a user and a key are named, in one account. */
function assertOneKey(
  [userName, accessKeyId]: readonly [string | undefined, string | undefined],
  accounts: UndoOptions['accounts'],
): void {
  namedKeyOf(userName, accessKeyId);
  assertOneAccount(accounts);
}

/**
 * Throws `UsageError` if an account of the receipts is none of those that were chosen: nothing is undone
 * then.
 */
function assertEveryAccount(
  receipts: ReadonlyMap<string, unknown> | undefined,
  accounts: readonly Pick<InAccount<unknown>, 'accountId'>[],
): void {
  const chosen = new Set(accounts.map(({ accountId }) => accountId));
  const missing = [...(receipts?.keys() ?? [])].filter((accountId) => !chosen.has(accountId));
  if (missing.length === 0) return;
  throw new UsageError(`these receipts are also from ${missing.join(', ')}: name these in --accounts, too`);
}
