import { type GroupState, type ManagedPolicy, refuseUnknownPolicies } from './policy-store.ts';
import type { IamService } from './service.ts';
import type { Policies, UserState } from './user-state.ts';

/** What a new user may do; by default nothing. */
export interface NewPermissions {
  readonly policies?: Partial<Policies>;
  /** The names of groups that exist. */
  readonly groups?: readonly string[];
  readonly hasPassword?: boolean;
}

/** A group to create; only the name is required. */
export type NewGroup = Pick<GroupState, 'groupName'> & Partial<Policies>;

/** Direct access to groups, to managed policies and to the keys of the root user. */
export interface IamBackdoorPolicies {
  createGroup(group: NewGroup): void;
  /**
   * Creates a managed policy under this ARN, of the account or of AWS; a policy must exist before it is
   * attached.
   */
  createPolicy(policy: ManagedPolicy): void;
  /** Whether the root user has access keys; at first it has none. */
  setRootAccessKeys(arePresent: boolean): void;
}

/** Creates the direct access to the groups and the managed policies of an account. */
export function createIamBackdoorPolicies({ policies, root }: IamService): IamBackdoorPolicies {
  return {
    createGroup: ({ groupName, attached = [], inline = [] }) => {
      refuseUnknownPolicies(policies, attached);
      policies.groups.set(groupName, structuredClone({ groupName, policies: { attached, inline } }));
    },
    createPolicy: (policy) => void policies.managed.set(policy.arn, structuredClone(policy)),
    setRootAccessKeys: (arePresent) => {
      root.hasAccessKeys = arePresent;
    },
  };
}

/** The permissions as a user has them; throws for a policy or a group that does not exist. */
export function permissionsOf(
  { policies: store }: IamService,
  { policies = {}, groups = [], hasPassword = false }: NewPermissions,
): Pick<UserState, 'policies' | 'groups' | 'hasPassword'> {
  const { attached = [], inline = [] } = policies;
  refuseUnknownPolicies(store, attached);
  const unknown = groups.filter((name) => !store.groups.has(name));
  if (unknown.length > 0) throw new Error(`The sandbox has no group ${unknown.join(', ')}`);
  return structuredClone({ policies: { attached, inline }, groups, hasPassword });
}
