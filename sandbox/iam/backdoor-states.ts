import type { GroupState, ManagedPolicy } from './policy-store.ts';
import type { IamService } from './service.ts';
import type { UserState } from './user-state.ts';

/**
 * Everything that IAM holds of an account, as it is now; credential reports are not kept, since IAM makes new
 * ones.
 */
export interface IamStates {
  readonly users: readonly UserState[];
  readonly groups: readonly GroupState[];
  readonly managedPolicies: readonly ManagedPolicy[];
  readonly rootHasAccessKeys: boolean;
}

/** Direct access to the states of IAM as a whole. */
export interface IamBackdoorStates {
  states(): IamStates;
  /** Adds users, groups and managed policies, or replaces those of the same id, name or ARN. */
  putStates(states: IamStates): void;
}

/** Creates the direct access to the states; `refuseTakenName` throws for the name of another user. */
export function createIamBackdoorStates(
  { users, policies, root }: IamService,
  refuseTakenName: (userName: string, userId: string) => void,
): IamBackdoorStates {
  return {
    states: () =>
      structuredClone({
        users: users.latest().all(),
        groups: [...policies.groups.values()],
        managedPolicies: [...policies.managed.values()],
        rootHasAccessKeys: root.hasAccessKeys,
      }),
    putStates: (given) => {
      const states = structuredClone(given);
      for (const policy of states.managedPolicies) policies.managed.set(policy.arn, policy);
      for (const group of states.groups) policies.groups.set(group.groupName, group);
      root.hasAccessKeys = states.rootHasAccessKeys;
      for (const user of states.users) {
        refuseTakenName(user.userName, user.userId);
        users.put(user);
      }
    },
  };
}
