/** The starts of ours that are owed a targeted run, as functions of what is known of a rule. */

import { MAX_CLOCK_SKEW_MS, MAX_NOTIFICATION_MS } from '../assumptions.ts';
import type { OwedStart, RuleState } from './rule-state.ts';

/**
 * The oldest start whose notification is awaited and that AWS Config has accepted; undefined if there is
 * none.
 */
export const awaitedStart = ({ owed }: RuleState, now: Date): OwedStart | undefined =>
  owed.find((each) => each.isAccepted && isAwaited(each, now));

/**
 * The state with one more start of ours, whose notification is to begin a targeted run; starts whose
 * notification no longer is awaited are dropped.
 */
export const withOwed = (state: RuleState, owed: OwedStart): RuleState => ({
  ...state,
  owed: [...state.owed.filter((each) => isAwaited(each, owed.startedAt)), owed],
});

/** The state in which AWS Config has accepted a start. */
export const withAccepted = (state: RuleState, nonce: string): RuleState => ({
  ...state,
  owed: state.owed.map((each) => (each.nonce === nonce ? { ...each, isAccepted: true } : each)),
});

/** The state without a start that AWS Config refused, or whose notification came. */
export const withoutOwed = (state: RuleState, nonce: string): RuleState => ({
  ...state,
  owed: state.owed.filter((each) => each.nonce !== nonce),
});

/** AWS Config starts a rule once a minute (Config Developer Guide, "Evaluating Your Resources"). */
const MIN_START_INTERVAL_MS = 60_000;

/** Whether AWS Config would refuse another start, since one of ours is less than a minute old. */
export const isJustStarted = ({ owed }: RuleState, now: Date): boolean =>
  owed.some(({ startedAt }) => Math.abs(now.getTime() - startedAt.getTime()) < MIN_START_INTERVAL_MS);

/**
 * If this is the notification of a start, that of the schedule is yet to come, and is not to be a second
 * sweep: its marker is the last one then, so that the notifications of other starts use up their own.
 */
export function keepForSchedule(
  { owed }: RuleState,
  start: OwedStart | undefined,
  now: Date,
): readonly OwedStart[] {
  const others = owed.filter((each) => each !== start);
  return start ? [...others, { ...start, awaitedSince: now }] : others;
}

function isAwaited({ awaitedSince }: OwedStart, now: Date): boolean {
  const age = now.getTime() - awaitedSince.getTime();
  return age >= -MAX_CLOCK_SKEW_MS && age < MAX_NOTIFICATION_MS;
}
