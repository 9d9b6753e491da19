import { count } from '../formats/words.ts';
import type { InAccount } from './in-each-account.ts';

/** An account of which nothing is known, as people know it, and why. */
export interface NotRead {
  readonly accountId: string;
  readonly label: string;
  readonly reason: string;
}

/**
 * The number of the accounts of a question, and of those that were not read: `2 accounts (1 was not read)`.
 */
export function countAccounts(asked: number, found: readonly InAccount<unknown>[]): string {
  const notRead = found.filter(({ kind }) => kind === 'failed').length;
  if (notRead === 0) return count(asked, 'account');
  return `${count(asked, 'account')} (${notRead} ${notRead === 1 ? 'was' : 'were'} not read)`;
}

/** Stands for the id of each account in a reason that several accounts have. */
const ANY_ID = 'ACCOUNT_ID';

/**
 * A line that begins with `prefix` for each reason, by the id of the first account that has it: in an
 * organization, the same role may be missing in hundreds of accounts. Two reasons are the same if they differ
 * only in the account's own id.
 */
export function linesByFirstAccount(
  prefix: string,
  accounts: readonly NotRead[],
): ReadonlyMap<string, string> {
  const groups = new Map<string, NotRead[]>();
  for (const account of accounts) {
    const reason =
      account.accountId === '' ? account.reason : account.reason.replaceAll(account.accountId, ANY_ID);
    const group = groups.get(reason) ?? [];
    group.push(account);
    groups.set(reason, group);
  }
  return new Map(
    Array.from(
      groups,
      ([reason, group]) => [group[0]?.accountId ?? '', lineOf(prefix, reason, group)] as const,
    ),
  );
}

function lineOf(prefix: string, reason: string, group: readonly NotRead[]): string {
  const [only, ...others] = group;
  if (only && others.length === 0) return `${prefix}: ${only.label}: ${only.reason}`;
  const labels = group.map(({ label }) => label).join(', ');
  return `${prefix}, ${count(group.length, 'account')}: ${labels}: ${reason}`;
}
