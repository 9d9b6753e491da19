import type { SandboxAccount } from '../../sandbox/account.ts';
import type { Labels } from './faults.ts';
import type { Course, InvocationResult, Sender } from './run-function.ts';

/** One operation of one function, in an account that causes all calls of the operation. */
export interface Scenario {
  readonly name: string;
  readonly sender: Sender;
  /** Whether a runbook invokes the function: then the execution fails if the function fails. */
  readonly isRunbook: boolean;
  readonly labels: Labels;
  /** The event of the daily schedule of the stack; that of daily deletions if it is not given. */
  readonly dailyPass?: unknown;
  /** The labels of the calls that get faults, if other scenarios cover the other calls. */
  readonly faultyCalls?: RegExp;
  /** Prepares a new account. */
  prepare(): Promise<Scene>;
}

/** An account before the run, with the assertions for the time after it. */
export interface Scene {
  readonly account: SandboxAccount;
  readonly event: unknown;
  /** Throws if something happened that no fault may cause. */
  assertInvariants(course: Course): void;
  /** By the states of the column "left behind": throws if the account is in another state. */
  readonly leftBehind: Readonly<Record<string, () => void | Promise<void>>>;
  /** Throws unless the operation is complete, as it is without a fault. */
  assertComplete(ended: InvocationResult): void | Promise<void>;
}
