import { createIamBackdoorKeys, type IamBackdoorKeys } from './backdoor-keys.ts';
import {
  createIamBackdoorPolicies,
  type IamBackdoorPolicies,
  type NewPermissions,
  permissionsOf,
} from './backdoor-policies.ts';
import { createIamBackdoorStates, type IamBackdoorStates } from './backdoor-states.ts';
import type { IamService } from './service.ts';
import { arnOf } from './user-operations.ts';
import { type UserState, withoutTags, withTags } from './user-state.ts';

/** A user as the backdoor returns it. */
export interface BackdoorUser {
  readonly userId: string;
  readonly userName: string;
  readonly arn: string;
  readonly path: string;
}

/** A user to create; only the name is required. */
export interface NewUser extends NewPermissions {
  readonly userName: string;
  readonly path?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly userId?: string;
  readonly createdAt?: Date;
}

/**
 * Direct access to IAM, without the API's limits, gates, faults, lag and call log. Each user is addressed by
 * its name or its id; every method throws for a user or a key that does not exist.
 */
export interface IamBackdoor extends IamBackdoorKeys, IamBackdoorPolicies, IamBackdoorStates {
  createUser(user: NewUser): BackdoorUser;
  /** Deletes the user and all its keys; AWS would require the keys to be deleted first. */
  deleteUser(user: string): void;
  /** Changes the name; the id stays. */
  renameUser(user: string, userName: string): void;
  tagUser(user: string, tags: Readonly<Record<string, string>>): void;
  untagUser(user: string, tagKeys: readonly string[]): void;
  tagsOf(user: string): Readonly<Record<string, string>>;
  users(): readonly BackdoorUser[];
}

/** Creates the direct access to the users of an account. */
export function createIamBackdoor(iam: IamService): IamBackdoor {
  const { users } = iam;
  const find = (user: string) => userBy(iam, user);

  return {
    ...createIamBackdoorKeys(iam, find),
    ...createIamBackdoorPolicies(iam),
    ...createIamBackdoorStates(iam, (userName, userId) => refuseTakenName(iam, userName, userId)),
    createUser: (user) => createUser(iam, user),
    deleteUser: (user) => users.remove(find(user).userId),
    renameUser: (user, userName) => {
      const found = find(user);
      refuseTakenName(iam, userName, found.userId);
      users.put({ ...found, userName });
    },
    tagUser: (user, tags) => users.put(withTags(find(user), toUserTags(tags))),
    untagUser: (user, tagKeys) => users.put(withoutTags(find(user), tagKeys)),
    tagsOf: (user) => Object.fromEntries(find(user).tags.map(({ key, value }) => [key, value])),
    users: () =>
      users
        .latest()
        .all()
        .map((user) => toBackdoorUser(iam, user)),
  };
}

function userBy({ users }: IamService, nameOrId: string): UserState {
  const found = users.latest().named(nameOrId) ?? users.latest().withId(nameOrId);
  if (!found) throw new Error(`The sandbox has no user of the name or the id ${nameOrId}`);
  return found;
}

function createUser(iam: IamService, user: NewUser): BackdoorUser {
  const { userName, path = '/', tags = {}, userId = iam.identifiers.userId() } = user;
  refuseTakenName(iam, userName, userId);
  if (iam.users.latest().withId(userId))
    throw new Error(`The sandbox has a user of the id ${userId} already`);
  const { createdAt = iam.clock.now() } = user;
  const named = { userId, userName, path, createdAt: new Date(createdAt) };
  const state = withTags({ ...named, keys: [], tags: [], ...permissionsOf(iam, user) }, toUserTags(tags));
  iam.users.put(state);
  return toBackdoorUser(iam, state);
}

/** To IAM, two names that differ only in case are the same name (API reference, CreateUser). */
function refuseTakenName(iam: IamService, userName: string, userId: string): void {
  const namesake = iam.users.latest().namesake(userName);
  if (namesake && namesake.userId !== userId) throw new Error(`The sandbox has a user ${userName} already`);
}

function toUserTags(tags: Readonly<Record<string, string>>) {
  return Object.entries(tags).map(([key, value]) => ({ key, value }));
}

function toBackdoorUser({ userArnPrefix }: IamService, user: UserState): BackdoorUser {
  const { userId, userName, path } = user;
  return { userId, userName, arn: arnOf(userArnPrefix, user), path };
}
