import type { IAMClient } from '@aws-sdk/client-iam';
import { type ListedUser, listUsers } from '../../aws/iam-reads.ts';
import { UsageError } from '../errors.ts';
import { clean } from '../formats/text.ts';
import { count } from '../formats/words.ts';

/** The users with these names or unique ids; throws `UsageError` if the account has no such user. */
export async function usersNamed(iam: IAMClient, names: readonly string[]): Promise<ListedUser[]> {
  const wanted = new Set(names);
  const found: ListedUser[] = [];
  for await (const user of listUsers(iam)) {
    const ways = [wanted.delete(user.userName), wanted.delete(user.userId)];
    if (ways.includes(true)) found.push(user);
  }
  if (wanted.size === 0) return found;
  throw new UsageError(`expected users of this account; received ${[...wanted].join(', ')}`);
}

/** The most user names in a question. */
const NAMED = 5;

/** Names the users if they are few, and counts them otherwise. */
export function namesOf(users: readonly { readonly userName: string }[]): string {
  const names = [...new Set(users.map(({ userName }) => clean(userName)))];
  return names.length > NAMED ? count(names.length, 'user') : names.join(', ');
}

/** Throws `UsageError` unless either users are named or `--all` is given. */
export function assertUsersOrAll(names: readonly string[], all: boolean | undefined): void {
  if (names.length > 0 === Boolean(all)) {
    throw new UsageError('expected names of users, or --all; received neither or both');
  }
}
