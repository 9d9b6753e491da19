import type { Note } from '../../../ledger/evaluations/notes.ts';
import type { RuleState, RunRecord } from '../../../ledger/evaluations/rule-state.ts';
import { beginRun } from '../../../ledger/evaluations/transitions.ts';
import { NOW } from '../../support/users.ts';

/** A minute, in milliseconds. */
export const MINUTE = 60_000;
/** An hour, in milliseconds. */
export const HOUR = 60 * MINUTE;
/** A day, in milliseconds. */
export const DAY = 24 * HOUR;
/** The time so many milliseconds after `NOW`. */
export const at = (milliseconds: number) => new Date(NOW.getTime() + milliseconds);

/** A start of our rule that AWS Config has accepted, so many milliseconds after `NOW`. */
export const owed = (milliseconds: number, nonce = 'start') => ({
  nonce,
  startedAt: at(milliseconds),
  awaitedSince: at(milliseconds),
  isAccepted: true,
  frequencyMs: DAY,
});
/** The note of a change of a user. */
export const note = (user: string, nonce = user): Note => ({ user, at: NOW, nonce });
/** A targeted run that began a minute ago. */
export const run = (rest: Partial<RunRecord> = {}): RunRecord => ({
  id: 'earlier',
  kind: 'targeted',
  notifiedAt: at(-MINUTE),
  beganAt: at(-MINUTE),
  isCompleted: false,
  claims: [],
  ...rest,
});

/** A sweep began an hour ago, and a start of ours is owed a targeted run. */
export const OWED: RuleState = {
  lastSweepAt: at(-HOUR),
  newestAt: at(-HOUR),
  owed: [owed(-MINUTE)],
  runs: [],
};
/** The state and the run that a notification at `NOW` begins. */
export const begin = (
  state: RuleState,
  rest: { pending?: Note[]; notifiedAt?: Date; id?: string; now?: Date } = {},
) => beginRun(state, { id: 'this', notifiedAt: NOW, pending: [], now: NOW, ...rest });
