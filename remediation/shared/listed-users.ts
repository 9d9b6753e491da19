import type { IAMClient } from '@aws-sdk/client-iam';
import { type ListedUser, listUsers } from '../../aws/iam-users.ts';
import type { UserId } from '../../policy/identifiers.ts';

/** The users of an account by their ids, listed once for a whole pass. */
export interface ListedUsers {
  /**
   * The user as a listing of the pass shows it; undefined if the listing lacks it, which does not prove that
   * it is gone.
   */
  readonly find: (id: UserId) => Promise<ListedUser | undefined>;
}

/** Lists the users at the first question, a call for each 1,000 of them. */
export function createListedUsers(iam: IAMClient): ListedUsers {
  let listing: Promise<ReadonlyMap<UserId, ListedUser>> | undefined;
  return {
    async find(id) {
      listing ??= listById(iam);
      return (await listing).get(id);
    },
  };
}

async function listById(iam: IAMClient): Promise<ReadonlyMap<UserId, ListedUser>> {
  const users = new Map<UserId, ListedUser>();
  for await (const user of listUsers(iam)) users.set(user.userId, user);
  return users;
}
