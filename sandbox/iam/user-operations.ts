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
      const users = iam.users
        .read()
        .all()
        .filter(({ path }) => path.startsWith(PathPrefix));
      const { items, more } = iamPage(iam, request, users, ({ userName }) => userName);
      return { Users: items.map((user) => toUser(iam, user)), ...more };
    },
    GetUser: ({ UserName }: GetUserRequest): GetUserResponse => {
      const user = userOf(iam.users.read(), UserName);
      // Unlike a listing, this has the tags (API reference of ListUsers: its answer leaves them out).
      const tags = user.tags.length > 0 ? { Tags: toTags(user) } : {};
      return { User: { ...toUser(iam, user), ...tags } };
    },
  };
}

/** The ARN of a user: its path stands between the word `user` and its name. */
export function arnOf(userArnPrefix: string, { path, userName }: UserState): string {
  return `${userArnPrefix}${path}${userName}`;
}

function toUser({ userArnPrefix }: IamService, user: UserState): User {
  return {
    Path: user.path,
    UserName: user.userName,
    UserId: user.userId,
    Arn: arnOf(userArnPrefix, user),
    CreateDate: user.createdAt,
  };
}
