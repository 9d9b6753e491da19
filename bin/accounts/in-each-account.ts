import pMap from 'p-map';
import { within } from '../../aws/deadline.ts';
import { DeadlineError } from '../../aws/errors.ts';
import type { Account, AccountOptions } from '../account/account.ts';
import { explain } from '../account/aws-errors.ts';
import { openAccount, openOrigin } from '../account/open-account.ts';
import { UsageError } from '../command-line/errors.ts';
import type { Io } from '../terminal/io.ts';
import { createProgress, type Progress } from '../terminal/progress.ts';
import { type AccountToEnter, openAccounts } from './open-accounts.ts';
import { ACTING_ROLE, type AccountsOptions, type RoleOfAccounts, severalAccountsOf } from './options.ts';

/** An account in which a command works. */
export interface EnteredAccount {
  readonly account: Account;
  /** Of several accounts, each writes its id before each line, and none shows its progress. */
  readonly io: Io;
  readonly accountName: string | null;
  /** The ARN of the caller who entered several accounts; undefined if the credentials lead to one. */
  readonly operator?: string;
  /** The time for which everything is decided, the same in all accounts. */
  readonly at: Date;
}

/** What became of an account. */
export type InAccount<Value> = {
  /** Undefined if nobody named an account: the credentials lead to one. */
  readonly accountId: string | undefined;
  readonly accountName: string | null;
} & (
  | { readonly kind: 'done'; readonly value: Value }
  /** It could not be entered, or the work failed: nothing is known of it. */
  | { readonly kind: 'failed'; readonly reason: string }
  /** Nobody can use it, so that there is nothing to know. */
  | { readonly kind: 'unusable'; readonly reason: string }
);

/** What is done in each account, and the role by which it is entered. */
export interface EachAccount<Value> {
  /** By default one that may start the runbooks. */
  readonly role?: RoleOfAccounts;
  /** Of several accounts, only these are entered and have a result; all if it is not given. */
  readonly isWanted?: (accountId: string) => boolean;
  /** Rejects with `DeadlineError` if the command is interrupted before anything is known of the account. */
  readonly work: (entered: EnteredAccount) => Promise<Value>;
}

/**
 * How many accounts are worked on at once. Each has its own limit of IAM and a client of its own; the
 * accounts share only this process, and STS, which serves 600 calls a second (IAM User Guide, "IAM and STS
 * quotas").
 */
export const CONCURRENT_ACCOUNTS = 10;

/**
 * Works in the account that the options name, or in each of several, side by side. With one account, its
 * errors are thrown; of several, an account that fails is one of the results. Throws `UsageError` for options
 * that do not fit together, before the first call to AWS, and if the work in an account does.
 */
export async function inEachAccount<Value>(
  options: AccountOptions & AccountsOptions,
  io: Io,
  { role = ACTING_ROLE, isWanted = () => true, work }: EachAccount<Value>,
): Promise<InAccount<Value>[]> {
  const several = severalAccountsOf(options, role);
  if (!several) {
    const account = await openAccount(options, io);
    const value = await work({ account, io, accountName: null, at: account.now() });
    return [{ accountId: undefined, accountName: null, kind: 'done', value }];
  }
  const origin = await openOrigin(options, io);
  const accounts = (await openAccounts(origin, several)).filter(({ accountId }) => isWanted(accountId));
  const at = origin.now();
  const progress = createProgress(io, 'accounts read');
  let doneCount = 0;
  const workIn = async (account: AccountToEnter): Promise<InAccount<Value>> => {
    const outcome = await resultOf(account, { io: { ...io, ...above(progress, io) }, at }, work);
    doneCount += 1;
    progress.show(doneCount, accounts.length);
    return outcome;
  };
  progress.show(0, accounts.length);
  return pMap(accounts, workIn, { concurrency: CONCURRENT_ACCOUNTS }).finally(progress.end);
}

async function resultOf<Value>(
  { accountId, accountName, operator, unusable, enter }: AccountToEnter,
  { io, at }: Pick<EnteredAccount, 'io' | 'at'>,
  work: EachAccount<Value>['work'],
): Promise<InAccount<Value>> {
  const names = { accountId, accountName };
  if (unusable !== undefined) return { ...names, kind: 'unusable', reason: unusable };
  if (io.interruption.aborted) return { ...names, kind: 'failed', reason: INTERRUPTED };
  try {
    const account = await within(io.interruption, enter);
    const value = await work({ account, accountName, operator, at, io: ioOf(io, accountId) });
    return { ...names, kind: 'done', value };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    return {
      ...names,
      kind: 'failed',
      reason: error instanceof DeadlineError ? INTERRUPTED : explain(error),
    };
  }
}

const INTERRUPTED = 'The command was interrupted before this account was read.';

/** Writes in the place of the progress line, which is shown again with the next account. */
function above(progress: Progress, { out, err }: Io): Pick<Io, 'out' | 'err'> {
  const after = (write: Io['out']) => (text: string) => {
    progress.end();
    write(text);
  };
  return { out: after(out), err: after(err) };
}

/** The same process, whose lines begin with the account. */
function ioOf(io: Io, accountId: string): Io {
  const named = (write: Io['out']) => (text: string) => write(text.replaceAll(/^(?=.)/gm, `${accountId}: `));
  return { ...io, isWatched: false, out: named(io.out), err: named(io.err) };
}
