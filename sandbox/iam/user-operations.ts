import type {
  GetUserRequest,
  GetUserResponse,
  ListUsersRequest,
  ListUsersResponse,
  User,
} from '@aws-sdk/client-iam';
import type { Operations } from '../api.ts';
import { iamPage } from './iam-page.ts';
import { userOf } from './refusals.ts';
import type { IamService } from './service.ts';
import { toTags } from './tag-operations.ts';
import type { UserState } from './user-state.ts';

/** IAM's operations on users: ListUsers and GetUser. */
export function userOperations(iam: IamService): Operations {
  return {
    ListUsers: (request: ListUsersRequest): ListUsersResponse => {
      const { PathPrefix = '/' } = request;
      const { items, more } = iamPage(iam, request, {
        items: iam.users.read().all(),
        orderOf: nameOrder,
        isListed: ({ path }) => path.startsWith(PathPrefix),
      });
      return { Users: items.map((user) => toUser(iam, user)), ...more };
    },
    GetUser: ({ UserName }: GetUserRequest): GetUserResponse => {
      const user = userOf(iam.users.read(), UserName);
      // GetUser returns the tags; ListUsers does not (API reference, ListUsers).
      return { User: { ...toUser(iam, user), ...tagsOf(user) } };
    },
  };
}

const nameOrder = ({ userName }: UserState): string => userName;

/** The tags as a member of an answer; a user without tags has no list of tags. */
export function tagsOf(user: UserState) {
  return user.tags.length > 0 ? { Tags: toTags(user) } : {};
}

/** The ARN of a user: the path of the user is between `user` and the user name. */
export function arnOf(userArnPrefix: string, { path, userName }: UserState): string {
  return `${userArnPrefix}${path}${userName}`;
}

/** A user as ListUsers returns it. */
export function toUser({ userArnPrefix }: IamService, user: UserState) {
  return {
    Path: user.path,
    UserName: user.userName,
    UserId: user.userId,
    Arn: arnOf(userArnPrefix, user),
    CreateDate: user.createdAt,
  } satisfies User;
}
