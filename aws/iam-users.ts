/** Reads IAM users and their tags: functions over an SDK client that return our types or throw. */

import { GetUserCommand, type IAMClient, paginateListUsers, type Tag, type User } from '@aws-sdk/client-iam';
import { type UserId, type UserName, userId, userName } from '../policy/identifiers.ts';
import type { Tags } from '../policy/tags.ts';
import { assertMarker, unlessGone } from './iam-answers.ts';
import { required, requiredList, requiredText } from './required.ts';

/** A user as ListUsers shows it. */
export interface ListedUser {
  readonly userName: UserName;
  readonly userId: UserId;
}

/** A user as ListUsers shows it, with what only people want to see. */
export interface DescribedUser extends ListedUser {
  readonly arn: string;
  /** `/`, or `/division/team/`. */
  readonly path: string;
  readonly createdAt: Date;
}

/** A user as GetUser shows it. */
export interface NamedUser extends ListedUser {
  readonly tags: Tags;
}

/** ListUsers returns at most 1,000 users a page, and 100 by default (IAM API Reference, ListUsers). */
const USERS_PER_PAGE = 1000;

/** All users of the account, page by page. */
export async function* listUsers(iam: IAMClient): AsyncGenerator<ListedUser> {
  for await (const user of listUsersOfApi(iam)) yield parseListedUser(user);
}

/**
 * Like `listUsers`, by the same calls, with the other members that the API guarantees (IAM API Reference,
 * User).
 */
export async function* listDescribedUsers(iam: IAMClient): AsyncGenerator<DescribedUser> {
  for await (const user of listUsersOfApi(iam)) {
    yield {
      ...parseListedUser(user),
      arn: requiredText('ListUsers.Users.Arn', user.Arn),
      path: requiredText('ListUsers.Users.Path', user.Path),
      createdAt: required('ListUsers.Users.CreateDate', user.CreateDate),
    };
  }
}

async function* listUsersOfApi(iam: IAMClient): AsyncGenerator<User> {
  for await (const page of paginateListUsers({ client: iam, pageSize: USERS_PER_PAGE }, {})) {
    assertMarker('ListUsers', page);
    yield* requiredList('ListUsers.Users', page.Users);
  }
}

function parseListedUser({ UserName, UserId }: User): ListedUser {
  return {
    userName: userName(requiredText('ListUsers.Users.UserName', UserName)),
    userId: userId(requiredText('ListUsers.Users.UserId', UserId)),
  };
}

/**
 * The user with this unique id, whatever its name is now; undefined if two complete listings lack it, of
 * which the second began after the first had ended. One listing proves nothing: it is paged, so a user that
 * is renamed between two pages is on neither.
 */
export async function findUserById(iam: IAMClient, id: UserId): Promise<ListedUser | undefined> {
  return (await findUserInListing(iam, id)) ?? findUserInListing(iam, id);
}

/**
 * The user with this unique id in one listing; undefined if the listing lacks it, which does not prove that
 * it is gone.
 */
export async function findUserInListing(iam: IAMClient, id: UserId): Promise<ListedUser | undefined> {
  // GetUser takes only a name, and AWS Config may not record IAM in this Region: only the listing is
  // reliable.
  for await (const user of listUsers(iam)) if (user.userId === id) return user;
  return undefined;
}

/**
 * The user who has this name now, with its unique id and all its tags; undefined if no user has the name.
 *
 * ListUsers leaves the tags out and refers to GetUser for all attributes (IAM API Reference, ListUsers).
 * GetUser has no pages: its answer has all of the 50 tags at most (IAM and AWS STS quotas), and no list for a
 * user without tags.
 */
export async function findUserByName(iam: IAMClient, name: UserName): Promise<NamedUser | undefined> {
  return unlessGone(async () => {
    const { User } = await iam.send(new GetUserCommand({ UserName: name }));
    const user = required('GetUser.User', User);
    return {
      userName: userName(requiredText('GetUser.User.UserName', user.UserName)),
      userId: userId(requiredText('GetUser.User.UserId', user.UserId)),
      tags: parseTags('GetUser.User.Tags', user.Tags ?? []),
    };
  });
}

/**
 * The tags of a user; undefined if the name belongs to nobody or to another user by now, since names are not
 * identities.
 */
export async function readTagsOf(iam: IAMClient, user: ListedUser): Promise<Tags | undefined> {
  const named = await findUserByName(iam, user.userName);
  return named?.userId === user.userId ? named.tags : undefined;
}

/** The tags in an answer; throws `MalformedAnswerError` for one without a key or a value. */
export function parseTags(member: string, tags: readonly Tag[]): Tags {
  // A value may be empty, a key may not.
  const parseTag = ({ Key, Value }: Tag) =>
    [requiredText(`${member}.Key`, Key), required(`${member}.Value`, Value)] as const;
  return new Map(requiredList(member, tags).map(parseTag));
}
