import type { Evaluation } from '@aws-sdk/client-config-service';
import pMap from 'p-map';
import { within } from '../../aws/deadline.ts';
import { findUserByName, findUserInListing, type ListedUser } from '../../aws/iam-users.ts';
import { ANYONE, DELETED_USER, ID_PREFIX } from '../../ledger/evaluations/notes.ts';
import type { Claim } from '../../ledger/evaluations/rule-state.ts';
import { type UserId, userId, userName } from '../../policy/identifiers.ts';
import { createReporter } from './reporter.ts';
import { retireGoneUsers } from './retirement.ts';
import type { Run } from './run.ts';
import { count, readEvaluation } from './user-evaluation.ts';

/** What became of a claim: a user that was judged, nobody of that name, or a failure that is in the tally. */
type EvaluatedClaim =
  | { readonly kind: 'judged'; readonly userId: UserId; readonly evaluation: Evaluation | undefined }
  | { readonly kind: 'nobody' }
  | { readonly kind: 'failed' };

/**
 * Evaluates the users that a targeted run has taken on, and nobody else; where a user no longer exists, also
 * whoever AWS Config still holds and two complete listings lack. `unchanged` returns the claims whose users
 * have not changed again, just before the users are reported: a newer run evaluates the others. Returns the
 * claims that need no further run. Never throws but for `unchanged`: what fails is added to the tally.
 *
 * Makes 3 calls of IAM for a user, one more for each active key of a user with two or more, and two listings
 * once for all users that no longer exist.
 */
export async function evaluateClaims(
  run: Run,
  claims: readonly Claim[],
  unchanged: () => Promise<readonly Claim[]>,
): Promise<readonly Claim[]> {
  const seen = new Set<string>();
  const outcomes = new Map<Claim, EvaluatedClaim>();
  const evaluate = async (claim: Claim) => outcomes.set(claim, await evaluateClaim(run, claim, seen));
  await pMap(claims, evaluate, { concurrency: run.concurrentUsers });
  run.tally.users = seen.size;
  const current = await unchanged();
  const outcomesOf = (some: readonly Claim[]) => some.map((claim) => outcomes.get(claim)).filter(isDefined);
  const changedAgain = claims.filter((claim) => !current.includes(claim));
  const isGoneProven = await report(run, outcomesOf(current), outcomesOf(changedAgain));
  const failedIds = new Set(run.tally.failures.map(({ userId }) => userId));
  return current.filter((claim) => {
    const outcome = outcomes.get(claim);
    if (outcome?.kind === 'judged') return !failedIds.has(outcome.userId);
    return outcome?.kind === 'nobody' && isGoneProven;
  });
}

const isDefined = <Value>(value: Value | undefined): value is Value => value !== undefined;

/** Returns whether everybody who no longer exists was proven to be gone, and reported. */
async function report(
  run: Run,
  outcomes: readonly EvaluatedClaim[],
  leftOut: readonly EvaluatedClaim[],
): Promise<boolean> {
  const reporter = createReporter(run);
  for (const evaluation of evaluationsIn(outcomes)) await reporter.report(evaluation);
  for (const evaluation of evaluationsIn(leftOut)) reporter.leaveOut(evaluation);
  const isAnybodyGone = outcomes.some(({ kind }) => kind === 'nobody');
  const isProven = isAnybodyGone && (await retireGoneUsers(run, reporter));
  const failuresBefore = run.tally.failures.length;
  await reporter.finish();
  // A report that failed may be one of a gone user: all of them share one note, which then has to stay.
  return isProven && run.tally.failures.length === failuresBefore;
}

const evaluationsIn = (outcomes: readonly EvaluatedClaim[]): readonly Evaluation[] =>
  outcomes.flatMap((outcome) => (outcome.kind === 'judged' && outcome.evaluation) || []);

/**
 * A name that was given away while its keys were read is looked up once more; then its users have notes of
 * their own.
 */
async function evaluateClaim(run: Run, { user: subject }: Claim, seen: Set<string>): Promise<EvaluatedClaim> {
  for (let attempts = 0; attempts < 2; attempts += 1) {
    const found = await find(run, subject);
    if (found === 'failed') return { kind: 'failed' };
    if (!found) return { kind: 'nobody' };
    const { userId: id } = found;
    if (seen.has(id)) return { kind: 'judged', userId: id, evaluation: undefined };
    // Before the first await: another claim may be for the same user.
    seen.add(id);
    const evaluated = await readEvaluation(run, found);
    if (evaluated.kind !== 'vanished') {
      count(run, evaluated);
      return evaluated.kind === 'failed' ? evaluated : { ...evaluated, userId: id };
    }
    seen.delete(id);
  }
  return { kind: 'nobody' };
}

/** The user of a note; undefined if there is none, and `failed` if the failure is in the tally. */
async function find(
  { iam, deadline, tally }: Run,
  subject: string,
): Promise<ListedUser | undefined | 'failed'> {
  if (subject === DELETED_USER || subject === ANYONE) return undefined;
  try {
    return await within(deadline, () =>
      subject.startsWith(ID_PREFIX)
        ? findUserInListing(iam, userId(subject.slice(ID_PREFIX.length)))
        : findUserByName(iam, userName(subject)),
    );
  } catch (cause) {
    tally.failures.push({ subject, cause });
    return 'failed';
  }
}
