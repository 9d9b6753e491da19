import { readFileSync } from 'node:fs';
import { isAccountId } from '../account/account-id.ts';
import { UsageError } from '../command-line/errors.ts';
import { clean } from '../formats/clean.ts';
import { refuseStandardInput } from '../terminal/named-file.ts';

/** An account that a command is to work on. */
export interface ChosenAccount {
  readonly accountId: string;
  /** The name in the organization or in the file; null if it is not known. */
  readonly accountName: string | null;
}

/** The accounts that `--accounts` names: those of the organization, or these. */
export type AccountSelection = 'organization' | readonly ChosenAccount[];

const EXPECTED = 'expected ids of accounts, 111122223333,123456789012, or the word organization, or @FILE';

/**
 * Reads `--accounts`; throws `UsageError` for an id that is none or that is given twice, and for a file that
 * cannot be read.
 */
export function readSelection(given: string): AccountSelection {
  if (given === 'organization') return 'organization';
  const chosen = given.startsWith('@') ? readAccountsFile(given.slice(1)) : given.split(',').map(idAlone);
  const [first] = repeated(chosen.map(({ accountId }) => accountId));
  if (first !== undefined)
    throw new UsageError(`--accounts: expected each account once; received ${first} twice`);
  return chosen;
}

function idAlone(text: string, index: number, { length }: readonly string[]): ChosenAccount {
  const accountId = text.trim();
  if (accountId === '' && length > 1) {
    const where = index === 0 ? 'before' : 'after';
    throw new UsageError(`--accounts: ${EXPECTED}; received an empty id ${where} a comma`);
  }
  if (!isAccountId(accountId)) throw new UsageError(`--accounts: ${EXPECTED}; received "${accountId}"`);
  return { accountId, accountName: null };
}

/**
 * A file with an account a line: its id, then its name if there is one; empty lines and lines that begin with
 * # are passed over.
 */
function readAccountsFile(file: string): ChosenAccount[] {
  const lines = textOf(file)
    .replace(/^\u{feff}/u, '')
    .split(/\r?\n/);
  const accounts = lines.flatMap((line, index) => {
    const text = line.trim();
    if (text === '' || text.startsWith('#')) return [];
    const [, accountId, name = ''] = /^(\d{12})(?:[\s,;]+(.*))?$/s.exec(text) ?? [];
    if (accountId !== undefined) return [{ accountId, accountName: clean(name).trim() || null }];
    const where = `--accounts @${file}, line ${index + 1}`;
    throw new UsageError(`${where}: expected the 12 digits of an account and its name; received "${text}"`);
  });
  if (accounts.length > 0) return accounts;
  throw new UsageError(`--accounts @${file}: expected an account in a line; received no account`);
}

function textOf(file: string): string {
  refuseStandardInput('--accounts @-', file);
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new UsageError(`--accounts @${file}: expected a file that can be read; ${String(cause)}`, {
      cause,
    });
  }
}

function repeated(ids: readonly string[]): string[] {
  return ids.filter((id, index) => ids.indexOf(id) !== index);
}
