import type { SandboxAccount } from '../../sandbox/account.ts';
import type { Labels } from './faults.ts';
import type { Course, Ended, Sender } from './run-function.ts';

/** One function at one of its tasks: an account in which every call of it is made. */
export interface Scenario {
  readonly name: string;
  readonly sender: Sender;
  /** The runbook that invokes the function, if one does: its execution fails with the function. */
  readonly isRunbook: boolean;
  readonly labels: Labels;
  /** The calls that it is about, if other scenarios cover the rest. */
  readonly about?: RegExp;
  /** Sets the scene afresh. */
  set(): Promise<Scene>;
}

/** An account just before the run, and what may be asked of it afterwards. */
export interface Scene {
  readonly account: SandboxAccount;
  readonly event: unknown;
  /** Throws if something happened that no fault may cause. */
  assertCourse(course: Course): void;
  /** By the words of the column "left behind": throws if the account is in another state. */
  readonly left: Readonly<Record<string, () => void | Promise<void>>>;
  /** Throws unless the run reached its aim, as if nothing had failed. */
  assertEnd(ended: Ended): void | Promise<void>;
}
