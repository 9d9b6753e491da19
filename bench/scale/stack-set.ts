import type { Minutes } from './assumptions.ts';
import { STACK_INSTANCE_OPERATIONS } from './limits.ts';
import { type OperationResult, simulateOperation } from './operation.ts';

/** The defaults of the stack OneActiveKeyOrganization, with SOFT_FAILURE_TOLERANCE. */
export const PREFERENCES = { maxConcurrentPercentage: 25, failureTolerancePercentage: 50 } as const;

/**
 * The most accounts at a time. The percentage is rounded down, to one at least; with SOFT_FAILURE_TOLERANCE
 * failures do not lower it (CloudFormation API Reference, StackSetOperationPreferences).
 */
export const accountsAtOnce = (accounts: number, percentage: number = PREFERENCES.maxConcurrentPercentage) =>
  Math.min(STACK_INSTANCE_OPERATIONS, Math.max(1, percentageOf(accounts, percentage)));

/**
 * The most accounts that may fail, rounded down: one more, and the operation stops and is FAILED (same page).
 */
export const toleratedFailures = (accounts: number): number =>
  percentageOf(accounts, PREFERENCES.failureTolerancePercentage);

/**
 * Simulates a StackSet operation in one Region of these accounts; `throttledTo` accounts at a time at most.
 */
export function simulateStackSet(
  accounts: number,
  { minutes, throttledTo }: { readonly minutes: Minutes; readonly throttledTo: number },
  fails?: (account: number) => boolean,
): OperationResult {
  const atOnce = Math.min(accountsAtOnce(accounts), throttledTo);
  const tolerated = toleratedFailures(accounts);
  return simulateOperation({ accounts, minutes, atOnce, tolerated, ...(fails && { fails }) });
}

/** The product comes first: the quotient of a percentage, such as 0.07, has no exact representation. */
const percentageOf = (accounts: number, percentage: number): number =>
  Math.floor((accounts * percentage) / 100);
