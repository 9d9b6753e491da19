/** Reads IAM users and their tags: functions over an SDK client that return our types or throw. */

import { type IAMClient, paginateListUsers, paginateListUserTags, type Tag } from '@aws-sdk/client-iam';
import { type UserId, type UserName, userId, userName } from '../policy/identifiers.ts';
import type { Tags } from '../policy/tags.ts';
import { assertMarker, unlessGone } from './iam-answers.ts';
import { required, requiredList, requiredText } from './required.ts';

/** A user as ListUsers shows it. */
export interface ListedUser {
  readonly userName: UserName;
  readonly userId: UserId;
}

/** ListUsers returns at most 1,000 users a page, and 100 by default (IAM API Reference, ListUsers). */
const USERS_PER_PAGE = 1000;

/** All users of the account, page by page. */
export async function* listUsers(iam: IAMClient): AsyncGenerator<ListedUser> {
  for await (const page of paginateListUsers({ client: iam, pageSize: USERS_PER_PAGE }, {})) {
    assertMarker('ListUsers', page);
    for (const user of requiredList('ListUsers.Users', page.Users)) {
      yield {
        userName: userName(requiredText('ListUsers.Users.UserName', user.UserName)),
        userId: userId(requiredText('ListUsers.Users.UserId', user.UserId)),
      };
    }
  }
}

/** The user with this unique id, whatever its name is now; undefined if the account has no such user. */
export async function findUserById(iam: IAMClient, id: UserId): Promise<ListedUser | undefined> {
  // GetUser takes only a name, and AWS Config may not record IAM in this Region: only the listing is reliable.
  for await (const user of listUsers(iam)) if (user.userId === id) return user;
  return undefined;
}

/** All tags of a user; undefined if there is no such user. */
export async function listUserTags(iam: IAMClient, name: UserName): Promise<Tags | undefined> {
  return unlessGone(async () => {
    const tags: (readonly [string, string])[] = [];
    for await (const page of paginateListUserTags({ client: iam }, { UserName: name })) {
      assertMarker('ListUserTags', page);
      tags.push(...readTags('ListUserTags.Tags', page.Tags));
    }
    return new Map(tags);
  });
}

function readTags(member: string, tags: readonly Tag[] | undefined): Tags {
  // A value may be empty, a key may not.
  const read = ({ Key, Value }: Tag) =>
    [requiredText(`${member}.Key`, Key), required(`${member}.Value`, Value)] as const;
  return new Map(requiredList(member, tags).map(read));
}
