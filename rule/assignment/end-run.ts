import { LedgerError } from '../../ledger/errors.ts';
import { readPending, removePending, tellRule } from '../../ledger/evaluations/notes.ts';
import { changeRule, type NotingLedger, readRule } from '../../ledger/evaluations/rule-item.ts';
import type { Claim } from '../../ledger/evaluations/rule-state.ts';
import { evaluatedSince } from '../../ledger/evaluations/runs-on-record.ts';
import { completeRun, leaveToRetry, MAX_CLAIMS, withdrawRun } from '../../ledger/evaluations/transitions.ts';
import { describeError } from '../../product/describe.ts';

/** A run that ends, of the rule of this name. */
export interface EndingRun {
  readonly notes: NotingLedger;
  readonly rule: string;
  /** The id of its notification, and its time. */
  readonly id: string;
  readonly notifiedAt: Date;
  readonly now: () => Date;
}

/**
 * The users that a targeted run of a newer notification has taken on since: a sweep reports no all-clear of
 * these, since it may have read their keys before the change. Nobody documents that AWS Config keeps the
 * result of the newer notification. Throws the errors of the ledger.
 */
export async function usersOfNewerRuns({
  notes,
  rule,
  notifiedAt,
  now,
}: EndingRun): Promise<ReadonlySet<string>> {
  return evaluatedSince((await readRule(notes.ledger, rule)).state, notifiedAt, now());
}

/**
 * The claims whose users have not changed again since: a newer run may have reported the others. Throws the
 * errors of the ledger.
 */
export async function unchangedClaims(
  { notes, rule }: Pick<EndingRun, 'notes' | 'rule'>,
  claims: readonly Claim[],
): Promise<readonly Claim[]> {
  const pending = new Set((await readPending(notes.ledger, rule)).notes.map(({ nonce }) => nonce));
  return claims.filter(({ nonce }) => pending.has(nonce));
}

/**
 * Records that a sweep evaluated everybody, or notes the users that are left, so that Lambda's retry
 * evaluates only these; if there are too many, the retry is a sweep, too. Throws the errors of the ledger.
 */
export async function endSweep(run: EndingRun, unevaluated: readonly string[]): Promise<void> {
  if (unevaluated.length > MAX_CLAIMS) return;
  if (unevaluated.length === 0) await complete(run);
  else await leave(run, unevaluated);
}

/**
 * Takes back the record of a run whose token AWS Config refused, so that its users can be taken on again.
 * Throws the errors of the ledger.
 */
export async function withdraw({ notes, rule, id }: EndingRun): Promise<void> {
  await changeRule(notes, rule, (state) => ({ state: withdrawRun(state, id) }));
}

/** Why the ledger could not be used for the end of a sweep, or an empty text: a sweep needs no ledger. */
export async function problemOf(end: Promise<void>): Promise<string> {
  try {
    await end;
    return '';
  } catch (error) {
    if (error instanceof LedgerError) return describeError(error);
    throw error;
  }
}

async function leave({ notes, rule, id, now }: EndingRun, users: readonly string[]): Promise<void> {
  const claims = users.map((user): Claim => ({ user, nonce: notes.randomId() }));
  for (const claim of claims) await tellRule(notes.ledger, rule, { ...claim, at: now() });
  await changeRule(notes, rule, (state) => ({ state: leaveToRetry(state, id, claims) }));
}

/**
 * Removes the notes of the users that a targeted run evaluated, but for those that changed again.
 * `isComplete` tells whether nobody is left. Throws the errors of the ledger.
 */
export async function endTargetedRun(
  run: EndingRun,
  { evaluated, isComplete }: { readonly evaluated: readonly Claim[]; readonly isComplete: boolean },
): Promise<void> {
  for (const claim of evaluated) await removePending(run.notes.ledger, run.rule, claim);
  if (isComplete) await complete(run);
}

async function complete({ notes, rule, id }: EndingRun): Promise<void> {
  await changeRule(notes, rule, (state) => ({ state: completeRun(state, id) }));
}
