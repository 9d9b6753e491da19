import type { IAMClient } from '@aws-sdk/client-iam';
import { listUsers } from '../aws/iam-users.ts';
import type { UserId, UserName } from '../policy/identifiers.ts';

/** The name of the user with this id; undefined if the account has no such user now. */
export type FindUserName = (id: UserId) => Promise<UserName | undefined>;

/**
 * How long a listing is good for a name, in milliseconds. A first deployment may find hundreds of users at
 * once; a name that changed meanwhile is noticed when the user is read.
 */
const LISTING_MS = 300_000;

/**
 * Finds names in one listing of all users, which is made again after five minutes, or for a user that is
 * newer than it.
 */
export function createUserNames(iam: IAMClient, now: () => Date): FindUserName {
  let names: ReadonlyMap<UserId, UserName> = new Map();
  let listedAt = Number.NEGATIVE_INFINITY;
  return async (id) => {
    const isFresh = now().getTime() - listedAt < LISTING_MS;
    if (!isFresh || !names.has(id)) {
      const at = now().getTime();
      names = await listNames(iam);
      listedAt = at;
    }
    return names.get(id);
  };
}

async function listNames(iam: IAMClient): Promise<ReadonlyMap<UserId, UserName>> {
  const names = new Map<UserId, UserName>();
  for await (const { userId, userName } of listUsers(iam)) names.set(userId, userName);
  return names;
}
