import type { Identity } from '../../account/identity.ts';
import type { EnteredAccount, InAccount } from '../../accounts/in-each-account.ts';
import type { AccountsOptions } from '../../accounts/options.ts';
import { readDecisions } from '../../decisions/file/decision-file.ts';
import { clean } from '../../formats/clean.ts';
import { count } from '../../formats/words.ts';
import { describeExecution } from '../../runbooks/batch-report.ts';
import { byAccount, readKeysOf, withCurrentNames } from '../../runbooks/keys-to-reactivate.ts';
import { readReceipts } from '../../runbooks/receipts-file.ts';
import { type NamedUser, usersOfDecisions, usersOfReceipts } from './named-keys.ts';

/** The keys that a file names, by the accounts in which a command works. */
export interface ReadNamedKeys {
  /** Whether the file names an account; true if nobody chose accounts. */
  readonly isWanted: (accountId: string) => boolean;
  /** The users of an account, with what AWS has to add. */
  readonly of: (entered: EnteredAccount, identity: Identity) => Promise<NamedUsers>;
  /**
   * A line for each account that the file names and that is none of the chosen ones; empty if there is none.
   */
  readonly elsewhere: (found: readonly InAccount<unknown>[]) => string;
}

/** The users of an account in a file. */
export interface NamedUsers {
  readonly users: readonly NamedUser[];
  /** False if the effect of an execution in the file is not known. */
  readonly isComplete: boolean;
  /** Whether the file has decisions about an account that nobody chose. */
  readonly isElsewhere: boolean;
}

/** The options that name the file: one of them. */
export interface NamedKeysFile extends Pick<AccountsOptions, 'accounts'> {
  readonly decisions?: string | undefined;
  readonly receipts?: string | undefined;
}

/** Reads the file before the first call to AWS; throws `UsageError` for a file that is none. */
export function openNamedKeys({ decisions, receipts = '', accounts }: NamedKeysFile): ReadNamedKeys {
  return decisions === undefined ? ofReceipts(receipts, accounts) : ofDecisions(decisions, accounts);
}

function ofDecisions(file: string, accounts: AccountsOptions['accounts']): ReadNamedKeys {
  const rows = readDecisions(file);
  const isSeveral = accounts !== undefined;
  return {
    ...chosen(new Set(rows.map(({ row }) => row.accountId)), isSeveral),
    async of({ account, io }, { accountId }) {
      const others = rows.filter(({ row }) => row.accountId !== accountId).length;
      const isElsewhere = others > 0 && !isSeveral;
      if (isElsewhere)
        io.err(`${count(others, 'decision')} about other accounts than ${accountId}: give --profile.\n`);
      const users = await withCurrentNames(account.iam, usersOfDecisions(rows, accountId));
      return { users, isComplete: true, isElsewhere };
    },
  };
}

function ofReceipts(file: string, accounts: AccountsOptions['accounts']): ReadNamedKeys {
  const read = readReceipts(file);
  const ofAccounts = accounts && byAccount(read);
  return {
    ...chosen(new Set(ofAccounts?.keys()), accounts !== undefined),
    async of({ account, io }, identity) {
      const own = ofAccounts?.get(identity.accountId) ?? read;
      const { keys, unknown } = await readKeysOf(own, account, identity);
      for (const execution of unknown)
        io.err(`The effect of this execution is unknown: ${describeExecution(execution)}\n`);
      return { users: usersOfReceipts(keys), isComplete: unknown.length === 0, isElsewhere: false };
    },
  };
}

function chosen(ids: ReadonlySet<string>, isSeveral: boolean): Pick<ReadNamedKeys, 'isWanted' | 'elsewhere'> {
  return {
    isWanted: (accountId) => ids.has(accountId),
    elsewhere(found) {
      const entered = new Set(found.map(({ accountId }) => accountId));
      const missing = isSeveral ? [...ids].filter((accountId) => !entered.has(accountId)) : [];
      const lines = missing.map(
        (accountId) => `The file is also about account ${accountId}: name it in --accounts, too.`,
      );
      return lines.map((line) => `${clean(line)}\n`).join('');
    },
  };
}
