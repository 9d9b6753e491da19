/**
 * How the state of a rule changes, as functions of values: ledger/evaluations/rule-item.ts applies them, one
 * after another.
 */

import { MAX_REPETITION_MS } from '../assumptions.ts';
import type { Note } from './notes.ts';
import { awaitedStart, keepForSchedule, withoutOwed } from './owed-starts.ts';
import type { Claim, OwedStart, RuleState, RunRecord } from './rule-state.ts';
import { lastSweepOf, later, timeOf, unclaimed } from './runs-on-record.ts';

/**
 * How many users one targeted run takes on, and of how many runs it is remembered whom they took on: with the
 * longest names a quarter of a megabyte, and an item has 400 kB at most (DynamoDB Developer Guide, "Quotas").
 * There is a run a minute, so that these are the runs of 20 minutes.
 */
export const MAX_CLAIMS = 100;
const MAX_RUNS_WITH_CLAIMS = 20;

/** A notification of AWS Config, when it arrives, and the users that the rule has still to evaluate. */
export interface Arrival {
  readonly id: string;
  readonly notifiedAt: Date;
  readonly pending: readonly Note[];
  readonly now: Date;
}

/** A state, and the run that began or goes on. */
export interface Begun {
  readonly state: RuleState;
  readonly run: RunRecord;
}

/**
 * Decides what kind of run a notification begins.
 *
 * A repeated notification is of the same kind as the first time, for the users that are left of it. A new one
 * is a targeted run only if a start of ours is owed one, no sweep is due, and AWS Config cannot have sent it
 * for anything else that matters more: what is unclear is a sweep.
 */
export function beginRun(state: RuleState, arrival: Arrival): Begun {
  const { id, notifiedAt, pending, now } = arrival;
  const known = state.runs.find((run) => run.id === id);
  if (known) {
    const isLeft = (claim: Claim) => pending.some(({ nonce }) => nonce === claim.nonce);
    return withRun(state, { ...known, beganAt: now, claims: known.claims.filter(isLeft) }, now);
  }
  const owed = awaitedStart(state, now);
  const run = { id, notifiedAt, beganAt: now, isCompleted: false };
  if (owed && !isSweepDue(state, owed, arrival)) {
    const claims = claimsOf(state, arrival);
    return withRun(withoutOwed(state, owed.nonce), { ...run, kind: 'targeted', claims }, now);
  }
  const lastSweepAt = later(lastSweepOf(state, now), notifiedAt);
  const swept = { ...state, lastSweepAt, owed: keepForSchedule(state, owed, now) };
  return withRun(swept, { ...run, kind: 'sweep', claims: [] }, now);
}

/**
 * An evaluation of an older notification may count for nothing beside one of a newer run: it takes nobody on.
 */
function claimsOf(state: RuleState, { notifiedAt, pending, now }: Arrival): readonly Claim[] {
  const newestAt = timeOf(state.newestAt, now);
  if (newestAt && notifiedAt < newestAt) return [];
  return unclaimed(state, pending, now)
    .slice(0, MAX_CLAIMS)
    .map(({ user, nonce }) => ({ user, nonce }));
}

/** The state after a run that has nothing left to do. */
export const completeRun = (state: RuleState, id: string): RuleState =>
  changeRun(state, id, () => ({ isCompleted: true }));

/** The state after a sweep that some users are left of: Lambda's retry evaluates these only. */
export const leaveToRetry = (state: RuleState, id: string, claims: readonly Claim[]): RuleState =>
  changeRun(state, id, () => ({ kind: 'targeted', claims }));

/**
 * The state without a run whose token AWS Config refused, so that AWS Config did not send its notification,
 * or no longer knows it. A time that is the run's becomes that of the runs that are left: if none is, it is
 * not known, and the next run is a sweep.
 */
export function withdrawRun(state: RuleState, id: string): RuleState {
  const withdrawn = state.runs.find((run) => run.id === id);
  if (!withdrawn) return state;
  const runs = state.runs.filter((run) => run !== withdrawn);
  const isOfRun = (at: Date | undefined) => at?.getTime() === withdrawn.notifiedAt.getTime();
  const sweeps = runs.filter(({ kind }) => kind === 'sweep');
  const lastSweepAt = isOfRun(state.lastSweepAt) ? newestOf(sweeps) : state.lastSweepAt;
  const newestAt = isOfRun(state.newestAt) ? newestOf(runs) : state.newestAt;
  return { ...state, runs, lastSweepAt, newestAt };
}

const newestOf = (runs: readonly RunRecord[]): Date | undefined =>
  runs.reduce<Date | undefined>((newest, { notifiedAt }) => later(newest, notifiedAt), undefined);

/** The schedule's own notification must be a sweep even if it comes while a start is owed a targeted run. */
function isSweepDue(state: RuleState, { frequencyMs }: OwedStart, { notifiedAt, now }: Arrival): boolean {
  const last = lastSweepOf(state, now);
  return !last || notifiedAt.getTime() - last.getTime() >= frequencyMs;
}

function withRun(state: RuleState, run: RunRecord, now: Date): Begun {
  const isRemembered = ({ id, beganAt }: RunRecord) =>
    id !== run.id && Math.abs(now.getTime() - beganAt.getTime()) < MAX_REPETITION_MS;
  const newestAt = later(timeOf(state.newestAt, now), run.notifiedAt);
  const others = state.runs.filter(isRemembered);
  const keptFrom = others.length + 1 - MAX_RUNS_WITH_CLAIMS;
  const runs = others.map((each, index) => (index < keptFrom ? { ...each, claims: [] } : each));
  return { state: { ...state, newestAt, runs: [...runs, run] }, run };
}

function changeRun(state: RuleState, id: string, change: () => Partial<RunRecord>): RuleState {
  return { ...state, runs: state.runs.map((run) => (run.id === id ? { ...run, ...change() } : run)) };
}
