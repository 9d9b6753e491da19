import type { IAMClient } from '@aws-sdk/client-iam';
import { type DescribedUser, listDescribedUsers } from '../../aws/iam-users.ts';
import type { AccountsOptions } from '../accounts/options.ts';
import { UsageError } from '../command-line/errors.ts';
import { clean } from '../formats/clean.ts';
import { count } from '../formats/words.ts';
import { accountIdIn } from './account-id.ts';

/** The users with these names or user IDs; throws `UsageError` if the account lacks one of them. */
export async function listNamedUsers(iam: IAMClient, names: readonly string[]): Promise<DescribedUser[]> {
  const wanted = new Set(names);
  const found: DescribedUser[] = [];
  let account = 'this account';
  for await (const user of listDescribedUsers(iam)) {
    account = `account ${accountIdIn(user.arn)}`;
    // Both deletes must run: a user may be named by its name and by its id.
    const matches = [wanted.delete(user.userName), wanted.delete(user.userId)];
    if (matches.includes(true)) found.push(user);
  }
  if (wanted.size === 0) return found;
  throw new UsageError(noUsers([...wanted], account));
}

function noUsers(names: readonly string[], account: string): string {
  const [users, areElsewhere, wereDeleted, their] = names.length === 1 ? ONE_USER : SEVERAL_USERS;
  return (
    `no IAM ${users} ${names.join(', ')} in ${account}: ${areElsewhere} in another one (--profile, --accounts), ` +
    `or ${wereDeleted} deleted (one-active-key history shows ${their} keys)?`
  );
}

const ONE_USER = ['user', 'is it', 'was the user', 'its'] as const;
const SEVERAL_USERS = ['users', 'are they', 'were the users', 'their'] as const;

/** How many users, and how many keys, a question names at most. */
const MAX_NAMED = 5;

/** The number of the users, and their names if they are no more than `MAX_NAMED`. */
export function describeUsers(users: readonly { readonly userName: string }[]): string {
  return countWithNames(
    users.map(({ userName }) => userName),
    'user',
  );
}

/** The number of the access keys, and their ids if they are no more than `MAX_NAMED`. */
export function describeKeys(accessKeyIds: readonly string[]): string {
  return countWithNames(accessKeyIds, 'access key');
}

function countWithNames(names: readonly string[], noun: string): string {
  const distinct = [...new Set(names.map(clean))];
  const isListed = distinct.length > 0 && distinct.length <= MAX_NAMED;
  return `${count(distinct.length, noun)}${isListed ? ` (${distinct.join(', ')})` : ''}`;
}

/**
 * Throws `UsageError` unless exactly one thing names the users of a command: their names in one account, or
 * one of the options, by which users are selected in another way.
 */
export function assertOneSelection(
  names: readonly string[],
  options: Readonly<Record<`--${string}`, unknown>>,
  accounts: AccountsOptions['accounts'],
): void {
  const given = [names.length > 0, ...Object.values(options).map(Boolean)].filter(Boolean).length;
  if (names.length > 0) assertOneAccount(accounts);
  if (given === 1) return;
  const received = given === 0 ? 'none of them' : `${given} of them`;
  throw new UsageError(
    `expected names of users, or one of ${Object.keys(options).join(', ')}; received ${received}`,
  );
}

/**
 * Throws `UsageError` for several accounts: users of the same name in two accounts have nothing to do with
 * each other.
 */
export function assertOneAccount(accounts: AccountsOptions['accounts']): void {
  if (accounts === undefined || (accounts !== 'organization' && accounts.length === 1)) return;
  throw new UsageError('expected one account in --accounts with the name of a user; received several');
}
