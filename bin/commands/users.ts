import type { IAMClient } from '@aws-sdk/client-iam';
import { type ListedUser, listUsers } from '../../aws/iam-users.ts';
import { UsageError } from '../errors.ts';
import { clean } from '../formats/text.ts';
import { count } from '../formats/words.ts';

/** The users with these names or user IDs; throws `UsageError` if the account lacks one of them. */
export async function listNamedUsers(iam: IAMClient, names: readonly string[]): Promise<ListedUser[]> {
  const wanted = new Set(names);
  const found: ListedUser[] = [];
  for await (const user of listUsers(iam)) {
    // Both deletes must run: a user may be named by its name and by its id.
    const matches = [wanted.delete(user.userName), wanted.delete(user.userId)];
    if (matches.includes(true)) found.push(user);
  }
  if (wanted.size === 0) return found;
  throw new UsageError(`expected users of this account; received ${[...wanted].join(', ')}`);
}

/** How many user names a question lists at most. */
const MAX_LISTED_NAMES = 5;

/** The names of the users, or their number if they are more than `MAX_LISTED_NAMES`. */
export function namesOf(users: readonly { readonly userName: string }[]): string {
  const names = [...new Set(users.map(({ userName }) => clean(userName)))];
  return names.length > MAX_LISTED_NAMES ? count(names.length, 'user') : names.join(', ');
}

/** Throws `UsageError` unless either users are named or `--all` is given. */
export function assertUsersOrAll(names: readonly string[], all: boolean | undefined): void {
  if (names.length > 0 === Boolean(all)) {
    throw new UsageError('expected names of users, or --all; received neither or both');
  }
}
