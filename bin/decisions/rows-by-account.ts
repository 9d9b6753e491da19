import type { EnteredAccount, InAccount } from '../accounts/in-each-account.ts';
import type { AccountsOptions } from '../accounts/options.ts';
import { type CheckedRow, refused } from './check/action.ts';
import type { PlacedRow } from './row.ts';

/** The rows of a decision file, by the accounts in which a command works. */
export interface RowsByAccount {
  /** Whether the file has a row about an account. */
  readonly isWanted: (accountId: string) => boolean;
  /**
   * The rows to compare with an account: all of them if nobody named an account, since the credentials may
   * lead to another one.
   */
  readonly of: (entered: EnteredAccount) => readonly PlacedRow[];
  /** The rows about accounts that are none of those that were chosen, each refused. */
  readonly elsewhere: (found: readonly InAccount<unknown>[]) => readonly CheckedRow[];
}

/** Finds the rows of each account; `accounts` are those that the options name, if they name any. */
export function rowsByAccount(
  rows: readonly PlacedRow[],
  { accounts }: Pick<AccountsOptions, 'accounts'>,
): RowsByAccount {
  const ids = new Set(rows.map(({ row }) => row.accountId));
  return {
    isWanted: (accountId) => ids.has(accountId),
    of({ account: { owner } }) {
      return accounts === undefined ? rows : rows.filter(({ row }) => row.accountId === owner?.accountId);
    },
    elsewhere(found) {
      if (accounts === undefined) return [];
      const chosen = new Set(found.map(({ accountId }) => accountId));
      return rows
        .filter(({ row }) => !chosen.has(row.accountId))
        .map(({ row, place }) => ({ row, place, userName: row.userName, action: notChosen(row.accountId) }));
    },
  };
}

const notChosen = (accountId: string) =>
  refused(
    `the row is about account ${accountId}, which is none of the chosen ones: name it in --accounts, too.`,
  );
