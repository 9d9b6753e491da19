import type { IAMClient } from '@aws-sdk/client-iam';
import { type ListedUser, listUsers } from '../../aws/iam-reads.ts';
import { UsageError } from '../errors.ts';
import { clean } from '../formats/text.ts';
import { count } from '../formats/words.ts';

/** The users of these names or, as Config shows them, unique ids; throws `UsageError` where the account lacks one. */
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

/** As many as a question can name. */
const NAMED = 5;

/** Users in words: their names where they are few. */
export function namesOf(users: readonly { readonly userName: string }[]): string {
  const names = [...new Set(users.map(({ userName }) => clean(userName)))];
  return names.length > NAMED ? count(names.length, 'user') : names.join(', ');
}

/** Throws `UsageError` unless users are named, or all are meant: one of the two. */
export function assertUsersOrAll(names: readonly string[], all: boolean | undefined): void {
  if (names.length > 0 === Boolean(all)) {
    throw new UsageError('expected names of users, or --all; received neither or both');
  }
}
