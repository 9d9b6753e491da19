import type { IamService } from './service.ts';
import {
  type KeyState,
  type KeyStatus,
  type LastUsed,
  type UserState,
  withKey,
  withoutKey,
} from './user-state.ts';

/** An access key to create; by default active, created now and never used. */
export type NewKey = Partial<KeyState>;

/** Direct access to access keys; a user may have any number of them. */
export interface IamBackdoorKeys {
  /** Returns the id of the key. */
  createAccessKey(user: string, key?: NewKey): string;
  setKeyStatus(accessKeyId: string, status: KeyStatus): void;
  deleteAccessKey(accessKeyId: string): void;
  /** Sets the last use of the key. */
  useKey(accessKeyId: string, use: LastUsed): void;
  /** The current keys, in the order in which they were created. */
  keysOf(user: string): readonly KeyState[];
}

/** Creates the direct access to the access keys of an account; `find` finds a user by its name or its id. */
export function createIamBackdoorKeys(iam: IamService, find: (user: string) => UserState): IamBackdoorKeys {
  const { users } = iam;
  const owner = (accessKeyId: string): UserState => {
    const user = users.latest().owning(accessKeyId);
    if (!user) throw new Error(`The sandbox has no access key ${accessKeyId}`);
    return user;
  };

  return {
    createAccessKey: (user, key = {}) => createAccessKey(iam, find(user), key),
    setKeyStatus: (accessKeyId, status) => users.put(withKey(owner(accessKeyId), accessKeyId, { status })),
    deleteAccessKey: (accessKeyId) => users.put(withoutKey(owner(accessKeyId), accessKeyId)),
    useKey: (accessKeyId, use) => {
      const lastUsed = structuredClone(use);
      users.put(withKey(owner(accessKeyId), accessKeyId, { lastUsed }));
    },
    keysOf: (user) => structuredClone(find(user).keys),
  };
}

function createAccessKey(iam: IamService, user: UserState, key: NewKey): string {
  const { accessKeyId = iam.identifiers.accessKeyId(), ...given } = key;
  if (iam.users.latest().owning(accessKeyId)) {
    throw new Error(`The sandbox has an access key ${accessKeyId} already`);
  }
  const state: KeyState = { status: 'Active', createdAt: iam.clock.now(), ...given, accessKeyId };
  iam.users.put({ ...user, keys: [...user.keys, structuredClone(state)] });
  return accessKeyId;
}
