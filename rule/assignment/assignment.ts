import { createHash } from 'node:crypto';
import { LedgerError } from '../../ledger/errors.ts';
import { readPending } from '../../ledger/evaluations/notes.ts';
import { changeRule, type NotingLedger } from '../../ledger/evaluations/rule-item.ts';
import type { Claim, RunRecord } from '../../ledger/evaluations/rule-state.ts';
import { beginRun } from '../../ledger/evaluations/transitions.ts';
import type { UserId } from '../../policy/identifiers.ts';
import { describeError } from '../../product/describe.ts';
import { isTest } from '../evaluation/config-evaluations.ts';
import type { Invocation } from '../event.ts';

/** What a notification begins. */
export type Assignment =
  /** `isRecorded`: the ledger knows of the sweep, so that a repetition of it need not begin anew. */
  | { readonly kind: 'sweep'; readonly isRecorded: boolean }
  | { readonly kind: 'targeted'; readonly claims: readonly Claim[] }
  /** A run of the same notification did everything. */
  | { readonly kind: 'repeated' }
  /** AWS Config names the one user to evaluate. */
  | { readonly kind: 'user'; readonly userId: UserId; readonly isGone: boolean };

/** An assignment, and what is wrong with the ledger. */
export interface Assigned {
  readonly assignment: Assignment;
  /** Errors of items that nobody understands; they concern no user whom the run would not evaluate. */
  readonly malformed: readonly Error[];
  /** Why the ledger could not be used; empty if it could, or if there is none. */
  readonly problem: string;
}

/** What an assignment is based on. */
export interface AssignmentServices {
  /** Undefined in a stack that has nothing to remember: then every run is a sweep. */
  readonly notes: NotingLedger | undefined;
  readonly now: () => Date;
}

const SWEEP: Assigned = {
  assignment: { kind: 'sweep', isRecorded: false },
  malformed: [],
  problem: '',
};

/**
 * Finds out what a notification begins: AWS Config's notifications of its schedule, of *Re-evaluate* and of
 * our own starts look alike. Never throws: what is unclear is a sweep.
 *
 * The run is recorded before AWS Config has accepted its token, since two runs must not take on the same
 * users, and only a report tells whether it does. If it refuses, the run is withdrawn. Until then, and if the
 * run is killed, its record can make changed users or a sweep wait, no more, and the run counts as no
 * completed sweep.
 */
export async function assign({ notes, now }: AssignmentServices, invocation: Invocation): Promise<Assigned> {
  const { notification, configRuleName: rule, resultToken } = invocation;
  if (notification.kind === 'user') return { ...SWEEP, assignment: notification };
  // A test run may have any token, and AWS Config stores nothing of it.
  if (!notes || isTest(resultToken)) return SWEEP;
  const { notifiedAt } = notification;
  try {
    const begun = await changeRule(notes, rule, async (state) => {
      const { notes: pending, malformed } = await readPending(notes.ledger, rule);
      const arrival = { id: runIdOf(invocation), notifiedAt, pending, now: now() };
      return { ...beginRun(state, arrival), malformedNotes: malformed };
    });
    const malformed = [...(begun.malformed ? [begun.malformed] : []), ...begun.malformedNotes];
    return { assignment: toAssignment(begun.run), malformed, problem: '' };
  } catch (error) {
    if (error instanceof LedgerError) return { ...SWEEP, problem: describeError(error) };
    throw error;
  }
}

/**
 * The notification of an invocation: Lambda's retries have the same time and the same token, and no other
 * notification has.
 */
export function runIdOf({ notification: { notifiedAt }, resultToken }: Invocation): string {
  const token = createHash('sha256').update(resultToken).digest('hex').slice(0, 16);
  return `${notifiedAt.toISOString()}#${token}`;
}

function toAssignment({ kind, isCompleted, claims }: RunRecord): Assignment {
  if (isCompleted) return { kind: 'repeated' };
  return kind === 'sweep' ? { kind, isRecorded: true } : { kind, claims };
}
