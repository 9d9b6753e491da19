import type {
  CreateUserRequest,
  CreateUserResponse,
  DeleteUserPolicyRequest,
  DeleteUserRequest,
  PutUserPolicyRequest,
} from '@aws-sdk/client-iam';
import { AwsError, type Operations } from '../api.ts';
import { userOf } from './refusals.ts';
import type { IamService } from './service.ts';
import { tagsOf, toUser } from './user-operations.ts';
import type { UserState } from './user-state.ts';

/**
 * IAM's operations that create and delete users and their inline policies, which the sandbox keeps and does
 * not obey.
 */
export function userWrites(iam: IamService): Operations {
  return {
    CreateUser: (request: CreateUserRequest): CreateUserResponse => {
      const user = newUser(iam, request);
      iam.users.put(user);
      return { User: { ...toUser(iam, user), ...tagsOf(user) } };
    },
    DeleteUser: ({ UserName }: DeleteUserRequest) => {
      const user = userOf(iam.users.latest(), UserName);
      refuseUnlessEmpty(user);
      iam.users.remove(user.userId);
      return {};
    },
    ...inlinePolicyWrites(iam),
  };
}

function inlinePolicyWrites(iam: IamService): Operations {
  return {
    PutUserPolicy: ({ UserName, PolicyName = '', PolicyDocument = '' }: PutUserPolicyRequest) => {
      const user = userOf(iam.users.latest(), UserName);
      const document: object = JSON.parse(PolicyDocument);
      const added = { policyName: PolicyName, document };
      iam.users.put(withInline(user, [...otherPolicies(user, PolicyName), added]));
      return {};
    },
    DeleteUserPolicy: ({ UserName, PolicyName = '' }: DeleteUserPolicyRequest) => {
      const user = userOf(iam.users.latest(), UserName);
      const others = otherPolicies(user, PolicyName);
      if (others.length === user.policies.inline.length) throw noPolicy(PolicyName);
      iam.users.put(withInline(user, others));
      return {};
    },
  };
}

const SERVED = ['UserName', 'Path', 'Tags'];

function newUser(iam: IamService, request: CreateUserRequest): UserState {
  const unserved = Object.keys(request).filter((name) => !SERVED.includes(name));
  if (unserved.length > 0) {
    throw new Error(`The sandbox creates a user by ${SERVED.join(', ')}; received ${unserved.join(', ')}`);
  }
  const { UserName: userName = '', Path: path = '/', Tags = [] } = request;
  if (iam.users.latest().namesake(userName)) {
    throw new AwsError('EntityAlreadyExistsException', `User with name ${userName} already exists.`, 409);
  }
  return {
    userId: iam.identifiers.userId(),
    userName,
    path,
    createdAt: iam.clock.now(),
    keys: [],
    tags: Tags.map(({ Key = '', Value = '' }) => ({ key: Key, value: Value })),
    policies: { attached: [], inline: [] },
    groups: [],
    hasPassword: false,
  };
}

/**
 * The API deletes no user that has keys or policies; the console removes them first (API reference,
 * DeleteUser).
 */
function refuseUnlessEmpty({ keys, policies, groups }: UserState): void {
  const held = [...keys, ...policies.attached, ...policies.inline, ...groups];
  if (held.length === 0) return;
  throw new AwsError(
    'DeleteConflictException',
    'Cannot delete entity, must remove referenced objects first.',
    409,
  );
}

function otherPolicies({ policies }: UserState, policyName: string): UserState['policies']['inline'] {
  return policies.inline.filter((policy) => policy.policyName !== policyName);
}

function withInline(user: UserState, inline: UserState['policies']['inline']): UserState {
  return { ...user, policies: { ...user.policies, inline } };
}

function noPolicy(policyName: string): AwsError {
  return new AwsError(
    'NoSuchEntityException',
    `The user policy with name ${policyName} cannot be found.`,
    404,
  );
}
