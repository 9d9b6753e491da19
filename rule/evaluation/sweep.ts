import pMap from 'p-map';
import { DeadlineError } from '../../aws/errors.ts';
import type { ListedUser } from '../../aws/iam-users.ts';
import type { readVerdict } from '../../aws/read-verdict.ts';
import { isUnchecked, type Listing } from '../../aws/second-listing.ts';
import { ID_PREFIX } from '../../ledger/evaluations/notes.ts';
import { UnconfirmedNameError } from '../errors.ts';
import { EVALUATIONS_PER_CALL, type HeldResults, isHeld } from './config-evaluations.ts';
import type { Reporter } from './reporter.ts';
import type { Run } from './run.ts';
import { count, readEvaluation, type UserEvaluation } from './user-evaluation.ts';

/** A run over all users: what it judged so far, and what of that it has yet to report. */
export interface Sweep {
  readonly run: Run;
  readonly reporter: Reporter;
  /** The results that AWS Config held before the run; empty if they are unknown. */
  readonly held: HeldResults;
  /** The last evaluation of each user, by the user's id. */
  readonly evaluations: Map<string, UserEvaluation>;
  /** The evaluations that are not reported yet. */
  readonly waiting: Set<UserEvaluation>;
}

type Judged = Extract<UserEvaluation, { kind: 'judged' }>;

/**
 * Reads and judges users by `read`, several at once. Reports at once what is checked and not held by AWS
 * Config, so that an alarm waits for no more than a hundred users; every other evaluation waits for `settle`.
 * Never throws.
 */
export async function evaluateUsers(
  { run, reporter, held, evaluations, waiting }: Sweep,
  users: readonly ListedUser[],
  read: typeof readVerdict,
): Promise<void> {
  let judged = 0;
  const evaluate = async (user: ListedUser): Promise<void> => {
    const evaluated = await readEvaluation(run, user, read);
    evaluations.set(user.userId, evaluated);
    if (evaluated.kind === 'judged') {
      if (!evaluated.isNameChecked || isUnchanged(run, held, evaluated)) waiting.add(evaluated);
      else await reporter.report(evaluated.evaluation);
    }
    judged += 1;
    if (judged % EVALUATIONS_PER_CALL === 0) await reporter.flush();
  };
  await pMap(users, evaluate, { concurrency: run.concurrentUsers });
}

function isUnchanged({ reporting }: Run, held: HeldResults, { evaluation }: Judged): boolean {
  return reporting === 'Changes' && isHeld(evaluation, held);
}

/**
 * Reports what waits and what the second listing confirms, and counts everything. With reporting=Changes,
 * unchanged results are left out, unless the run did not reach everybody in time: the times that AWS Config
 * shows for them would stay as they are, and the next such run would begin with the same users. Never throws.
 */
export async function settle(
  { run, reporter, held, evaluations, waiting }: Sweep,
  second: Listing,
): Promise<void> {
  const names = namesById(second);
  const settled = [...evaluations.values()].map((each) => confirm(each, names));
  const isCutShort = settled.some((each) => each.kind === 'failed' && each.cause instanceof DeadlineError);
  const newer = await run.usersOfNewerRuns();
  for (const evaluated of settled) {
    count(run, evaluated);
    if (evaluated.kind !== 'judged' || !waiting.has(evaluated)) continue;
    const isSuperseded = isTakenOn(newer, evaluated.user);
    if (isSuperseded || (isUnchanged(run, held, evaluated) && !isCutShort)) {
      run.tally[isSuperseded ? 'superseded' : 'unchanged'] += 1;
      reporter.leaveOut(evaluated.evaluation);
    } else await reporter.report(evaluated.evaluation);
  }
}

/** A newer run has read the user since: what waited for the second listing may be from before the change. */
const isTakenOn = (users: ReadonlySet<string>, { userName, userId }: ListedUser): boolean =>
  users.has(userName) || users.has(`${ID_PREFIX}${userId}`);

/** The evaluation, or a failure if nothing confirms whose keys it is based on. */
function confirm(evaluated: UserEvaluation, names: ReadonlyMap<string, string>): UserEvaluation {
  const { user } = evaluated;
  if (!isUnchecked(evaluated) || names.get(user.userId) === user.userName) return evaluated;
  return { kind: 'failed', user, cause: new UnconfirmedNameError() };
}

const namesById = ({ users }: Listing): ReadonlyMap<string, string> =>
  new Map(users.map(({ userId, userName }) => [userId, userName]));
