import type { IAMClient } from '@aws-sdk/client-iam';
import { type DescribedUser, listDescribedUsers } from '../../aws/iam-users.ts';
import type { AccountsOptions } from '../accounts/options.ts';
import { UsageError } from '../command-line/errors.ts';
import { clean } from '../formats/clean.ts';
import { count } from '../formats/words.ts';
import { accountIdIn } from './account-id.ts';
import { isDenied } from './denied.ts';

/**
 * The users with these names or user IDs; throws `UsageError` if the account lacks one of them, and for a
 * text that is the name of one user and the id of another one.
 */
export async function listNamedUsers(iam: IAMClient, names: readonly string[]): Promise<DescribedUser[]> {
  const { found, missing, account } = await findNamedUsers(iam, names);
  if (missing.length === 0) return found;
  throw new UsageError(noUsers(missing, account));
}

/**
 * Throws `UsageError` for an id that is the name of another user. Without iam:ListUsers nobody knows, and the
 * id counts.
 */
export async function assertIsNoName(iam: IAMClient, userId: string): Promise<void> {
  try {
    await findNamedUsers(iam, [userId]);
  } catch (error) {
    if (!isDenied(error)) throw error;
  }
}

interface NamedUsers {
  readonly found: DescribedUser[];
  readonly missing: readonly string[];
  readonly account: string;
}

async function findNamedUsers(iam: IAMClient, names: readonly string[]): Promise<NamedUsers> {
  const wanted = new Map<string, DescribedUser[]>(names.map((name) => [name, []]));
  const found: DescribedUser[] = [];
  let account = 'this account';
  for await (const user of listDescribedUsers(iam)) {
    account = `account ${accountIdIn(user.arn)}`;
    // A user may be named by its name and by its id, and the name may be the id.
    const matched = [...new Set<string>([user.userName, user.userId])].filter((name) => wanted.has(name));
    for (const name of matched) wanted.get(name)?.push(user);
    if (matched.length > 0) found.push(user);
  }
  for (const [name, users] of wanted) assertOne(name, users, account);
  return { found, missing: [...wanted.keys()].filter((name) => wanted.get(name)?.length === 0), account };
}

/** IAM lets a user have a name that looks like an id (IAM API Reference, CreateUser, UserName). */
function assertOne(name: string, users: readonly DescribedUser[], account: string): void {
  const byName = users.find(({ userName }) => userName === name);
  const byId = users.find(({ userId }) => userId === name);
  if (!byName || !byId || byName === byId) return;
  throw new UsageError(
    `expected one user; received ${name}, which is the id of the user ${byId.userName} and the name of the user with the id ` +
      `${byName.userId} in ${account}: give ${byId.userName} or ${byName.userId}`,
  );
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
