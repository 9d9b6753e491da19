import type { Fault } from '../../sandbox/faults.ts';

/** The operation of a run. */
export type RunSpec =
  | { readonly operation: 'Deactivate'; readonly selectionStrategy: 'LeastRecentlyUsed' | 'Oldest' }
  | { readonly operation: 'Reactivate'; readonly keyIndex: number }
  | { readonly operation: 'DeleteDeactivated' };

/** The state of a key when the scenario begins. */
export interface KeySpec {
  readonly createdDaysAgo: number;
  readonly usedDaysAgo: number | null;
  /** A run deactivated and recorded the key twenty days ago; a person may have set it to Active after that. */
  readonly life: 'active' | 'deactivated' | 'active again';
}

/** An action that a person takes by hand; `keyIndex` is the position of the key in the list that IAM returns. */
export interface PersonAction {
  readonly action:
    | 'create'
    | 'rotate'
    | 'deactivate'
    | 'activate'
    | 'delete'
    | 'use'
    | 'keep'
    | 'deleteUser'
    | 'renameUser';
  readonly keyIndex: number;
}

/** A fault at the call of the scenario that has this number. */
export interface ScheduledFault {
  readonly call: number;
  readonly fault: Fault;
}

/** The end of a run after a number of its steps, as if Lambda had killed the function. */
export interface Kill {
  readonly run: number;
  readonly afterSteps: number;
}

/** A whole scenario; equal scenarios take the same course. */
export interface Scenario {
  readonly keys: readonly KeySpec[];
  readonly runs: readonly RunSpec[];
  readonly personActions: readonly PersonAction[];
  readonly faults: readonly ScheduledFault[];
  readonly kills: readonly Kill[];
  /** The order of events; when all choices are used, the first actor that can continue does so. */
  readonly choices: readonly number[];
  readonly consistencyLagMs: number;
}
