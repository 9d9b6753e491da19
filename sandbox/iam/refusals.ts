import { AwsError } from '../api.ts';
import type { KeyState, UserState } from './user-state.ts';
import type { UserView } from './user-store.ts';

/**
 * The user that a request names; throws IAM's error if the user does not exist. Only a request with a user's
 * own credentials may omit the name, and the sandbox serves callers as if they all had the credentials of a
 * role.
 */
export function userOf(view: UserView, userName: string | undefined): UserState {
  if (userName === undefined) {
    throw new AwsError('ValidationError', 'Must specify userName when calling with non-User credentials');
  }
  const user = view.named(userName);
  if (user) return user;
  throw new AwsError('NoSuchEntityException', `The user with name ${userName} cannot be found.`, 404);
}

/** The access key of this user that a request names; throws IAM's error if the user has no such key. */
export function keyOf(user: UserState, accessKeyId: string | undefined): KeyState {
  return user.keys.find((key) => key.accessKeyId === accessKeyId) ?? refuseKey(accessKeyId);
}

/** Throws IAM's error for an access key that does not exist. */
export function refuseKey(accessKeyId: string | undefined): never {
  throw new AwsError('NoSuchEntityException', `The Access Key with id ${accessKeyId} cannot be found.`, 404);
}

/**
 * Throws IAM's error for the last use of an access key that does not exist. AWS does not document it; it was
 * recorded to be AccessDenied with the status 403, which a missing permission gives, too.
 */
export function denyUnknownKey(accessKeyId: string): never {
  const action = 'iam:GetAccessKeyLastUsed on resource: access key';
  throw new AwsError('AccessDenied', `User is not authorized to perform: ${action} ${accessKeyId}`, 403);
}
