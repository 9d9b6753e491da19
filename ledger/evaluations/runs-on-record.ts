/** What the runs on record of a rule tell about its users and about time. */

import { CLAIM_MS, MAX_CLOCK_SKEW_MS } from '../assumptions.ts';
import { ANYONE, type Note } from './notes.ts';
import type { RuleState, RunRecord } from './rule-state.ts';

/** The users that no run under way has taken on, the oldest change first, without `ANYONE`. */
export function unclaimed({ runs }: RuleState, pending: readonly Note[], now: Date): readonly Note[] {
  const underWay = runs.filter((run) => !run.isCompleted && mayEnd(run, now));
  const claimed = new Set(underWay.flatMap(({ claims }) => claims.map(({ nonce }) => nonce)));
  return pending.filter(({ user, nonce }) => user !== ANYONE && !claimed.has(nonce));
}

/** When the last sweep was begun, by AWS Config's clock; undefined if that is unknown. */
export const lastSweepOf = ({ lastSweepAt }: RuleState, now: Date): Date | undefined =>
  timeOf(lastSweepAt, now);

/**
 * The users of targeted runs whose notification is newer than this one: they are evaluated, or a run that may
 * end is at it.
 */
export function evaluatedSince({ runs }: RuleState, notifiedAt: Date, now: Date): ReadonlySet<string> {
  const isNewer = (run: RunRecord): boolean => {
    const at = timeOf(run.notifiedAt, now);
    return (
      run.kind === 'targeted' && at !== undefined && at > notifiedAt && (run.isCompleted || mayEnd(run, now))
    );
  };
  return new Set(runs.filter(isNewer).flatMap(({ claims }) => claims.map(({ user }) => user)));
}

/** A run that began longer ago was killed, and Lambda repeats it no more. */
const mayEnd = ({ beganAt }: RunRecord, now: Date): boolean =>
  Math.abs(now.getTime() - beganAt.getTime()) < CLAIM_MS;

/**
 * A time that no clock could have shown yet counts for nothing: otherwise one wrong clock would decide for as
 * long as it likes.
 */
export const timeOf = (at: Date | undefined, now: Date): Date | undefined =>
  at && at.getTime() <= now.getTime() + MAX_CLOCK_SKEW_MS ? at : undefined;

/** The later of two times; the second one if there is no first. */
export const later = (a: Date | undefined, b: Date): Date => (a && a > b ? a : b);
