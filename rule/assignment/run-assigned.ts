import type { ListedUser } from '../../aws/iam-users.ts';
import { LedgerError } from '../../ledger/errors.ts';
import { DELETED_USER } from '../../ledger/evaluations/notes.ts';
import type { NotingLedger } from '../../ledger/evaluations/rule-item.ts';
import type { Claim } from '../../ledger/evaluations/rule-state.ts';
import { MAX_CLAIMS } from '../../ledger/evaluations/transitions.ts';
import { describeError } from '../../product/describe.ts';
import type { Failure } from '../errors.ts';
import { evaluateAccount } from '../evaluation/account-evaluation.ts';
import { isTest } from '../evaluation/config-evaluations.ts';
import { createReporter, isTokenRefused } from '../evaluation/reporter.ts';
import type { Run } from '../evaluation/run.ts';
import { evaluateClaims } from '../evaluation/targeted-evaluation.ts';
import { evaluateChangedUser } from '../evaluation/user-evaluation.ts';
import type { Invocation } from '../event.ts';
import { type Assigned, runIdOf } from './assignment.ts';
import {
  type EndingRun,
  endSweep,
  endTargetedRun,
  problemOf,
  unchangedClaims,
  usersOfNewerRuns,
  withdraw,
} from './end-run.ts';

/** The subject of a failure that concerns the ledger. */
const LEDGER = 'the ledger';

/** What a run did, for its log line. */
export interface RunResult {
  /**
   * `user`: AWS Config named the one user. `repeated`: a run of the same notification had done everything.
   */
  readonly kind: Assigned['assignment']['kind'];
  /**
   * Whether a sweep reached every user, but for a hundred at most and fewer than half of them; `test`: a
   * sweep of which AWS Config stores nothing; empty for any other run.
   */
  readonly sweep: 'completed' | 'incomplete' | 'test' | '';
  /** Why the ledger could not be used; empty if it could, or if there is none. */
  readonly ledgerProblem: string;
}

/**
 * Evaluates and reports the users that the run is assigned: all of them, those whose changes are noted, one,
 * or nobody. Never throws: what fails is added to the tally.
 */
export async function runAssigned(
  run: Run,
  invocation: Invocation,
  { assigned, notes, now }: AssignedRun,
): Promise<RunResult> {
  const { assignment, malformed, problem } = assigned;
  run.tally.failures.push(...malformed.map((cause) => ({ subject: LEDGER, cause })));
  const { configRuleName: rule, notifiedAt } = run;
  const ending = notes && { notes, rule, id: runIdOf(invocation), notifiedAt, now };
  const result = { kind: assignment.kind, sweep: '', ledgerProblem: problem } as const;
  switch (assignment.kind) {
    case 'sweep': {
      const sweep = await runSweep(run, assignment.isRecorded ? ending : undefined);
      return { ...result, ...sweep, ledgerProblem: problem || sweep.ledgerProblem };
    }
    case 'targeted':
      if (ending) await runTargeted(run, ending, assignment.claims);
      return result;
    case 'user':
      await evaluateChangedUser(run, assignment.userId, assignment.isGone);
      return result;
    case 'repeated':
      await createReporter(run).finish();
      return result;
  }
}

/** An assignment, and the ledger if there is one. */
export interface AssignedRun {
  readonly assigned: Assigned;
  readonly notes: NotingLedger | undefined;
  readonly now: () => Date;
}

async function runSweep(
  run: Run,
  ending: EndingRun | undefined,
): Promise<Pick<RunResult, 'sweep' | 'ledgerProblem'>> {
  const { failures } = run.tally;
  const problems: string[] = [];
  const newerRuns = () => newerUsers(ending, problems);
  const unreported = await evaluateAccount({ ...run, usersOfNewerRuns: newerRuns });
  const isRefused = isTokenRefused(failures);
  const isWhole = failures.every(({ userId, subject }) => userId !== undefined || subject === LEDGER);
  const left = isWhole && !isRefused ? usersLeft(failures, unreported) : undefined;
  const isNearlyWhole = left !== undefined && reachesNearlyAll(left.length, run.tally.users);
  if (ending && isRefused) problems.push(await problemOf(withdraw(ending)));
  else if (ending && left) problems.push(await problemOf(endSweep(ending, left)));
  const sweep = isNearlyWhole ? 'completed' : 'incomplete';
  // Whoever may invoke the function may ask for a test run: it tells nothing of whether AWS Config does.
  return { sweep: isTest(run.resultToken) ? 'test' : sweep, ledgerProblem: problems.find(Boolean) ?? '' };
}

/**
 * A few users whom the function may never read are an alarm of their own, and do not mean that the rule does
 * not run.
 */
const reachesNearlyAll = (left: number, users: number): boolean =>
  left === 0 || (left <= MAX_CLAIMS && left * 2 < users);

/**
 * The users that failed, as notes name them; whoever failed and was not listed is gone, and could not be
 * retired.
 */
function usersLeft(failures: readonly Failure[], unreported: readonly ListedUser[]): readonly string[] {
  const failedIds = new Set(failures.flatMap(({ userId }) => userId ?? []));
  const listed = unreported.filter(({ userId }) => failedIds.has(userId));
  const names = listed.map(({ userName }) => userName);
  return listed.length < failedIds.size ? [...names, DELETED_USER] : names;
}

/**
 * A sweep needs no ledger: where it cannot be used, nobody counts as taken on by a newer run, and the problem
 * is noted.
 */
async function newerUsers(ending: EndingRun | undefined, problems: string[]): Promise<ReadonlySet<string>> {
  try {
    return ending ? await usersOfNewerRuns(ending) : new Set();
  } catch (error) {
    if (!(error instanceof LedgerError)) throw error;
    problems.push(describeError(error));
    return new Set();
  }
}

/** A user whose note cannot be removed would be evaluated again, so that is a failure. */
async function runTargeted(run: Run, ending: EndingRun, claims: readonly Claim[]): Promise<void> {
  try {
    const unchanged = () => unchangedClaims(ending, claims);
    const evaluated = await evaluateClaims(run, claims, unchanged);
    if (isTokenRefused(run.tally.failures)) return await withdraw(ending);
    const isComplete = run.tally.failures.every(({ subject }) => subject === LEDGER);
    await endTargetedRun(ending, { evaluated, isComplete });
  } catch (cause) {
    run.tally.failures.push({ subject: LEDGER, cause });
  }
}
