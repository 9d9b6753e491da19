import type { Evaluation } from '@aws-sdk/client-config-service';
import { within } from '../../aws/deadline.ts';
import { findUserById, type ListedUser } from '../../aws/iam-users.ts';
import { readVerdict } from '../../aws/read-verdict.ts';
import type { UserId } from '../../policy/identifiers.ts';
import type { Verdict } from '../../policy/verdict.ts';
import { RenamedError } from '../errors.ts';
import { evaluationOf, retirementOf } from './evaluation.ts';
import { createReporter, type Reporter } from './reporter.ts';
import type { Run } from './run.ts';

/** The evaluation of a user, or why there is none. */
export type UserEvaluation = { readonly user: ListedUser } & (
  | {
      readonly kind: 'judged';
      readonly verdict: Verdict;
      readonly evaluation: Evaluation;
      readonly keys: number;
      /** Whether the name still belonged to the user after the keys had been listed. */
      readonly isNameChecked: boolean;
    }
  /** The name belongs to nobody or to another user by now. */
  | { readonly kind: 'vanished' }
  | { readonly kind: 'failed'; readonly cause: unknown }
);

/**
 * Reads and judges one user, by `read`. Never throws, and reports and counts nothing: an error is never a
 * verdict, so the user's last evaluation stays in AWS Config.
 */
export async function readEvaluation(
  run: Run,
  user: ListedUser,
  read: typeof readVerdict = readVerdict,
): Promise<UserEvaluation> {
  try {
    const reading = await within(run.deadline, () => read(run.iam, user, run));
    if (reading.kind === 'vanished') return { kind: 'vanished', user };
    const { verdict, keys, isNameChecked } = reading;
    run.watch.see(user, verdict);
    const evaluation = evaluationOf(user, verdict, run.notifiedAt);
    return { kind: 'judged', user, verdict, evaluation, keys: keys.length, isNameChecked };
  } catch (cause) {
    return { kind: 'failed', user, cause };
  }
}

/** Adds the evaluation of a user to the tally, each user's last one once. */
export function count({ tally }: Pick<Run, 'tally'>, evaluated: UserEvaluation): void {
  const { user } = evaluated;
  if (evaluated.kind === 'vanished') tally.vanished += 1;
  else if (evaluated.kind === 'failed') {
    tally.failures.push({ subject: user.userName, cause: evaluated.cause, userId: user.userId });
  } else {
    tally.keys += evaluated.keys;
    tally[evaluated.verdict.complianceType] += 1;
  }
}

/**
 * `vanished`: the name belongs to nobody or to another user by now. `failed`: the failure is in the tally.
 */
export type UserResult = 'reported' | 'vanished' | 'failed';

/**
 * Reads, judges and reports one listed user, whose name is checked after the reading whatever the verdict.
 * Never throws.
 */
export async function evaluateListedUser(
  run: Run,
  reporter: Reporter,
  user: ListedUser,
): Promise<UserResult> {
  const evaluated = await readEvaluation(run, user);
  count(run, evaluated);
  if (evaluated.kind !== 'judged') return evaluated.kind;
  await reporter.report(evaluated.evaluation);
  return 'reported';
}

/**
 * Evaluates the one user of a change notification. A user that AWS Config calls deleted or out of scope, or
 * that two complete listings lack, is NOT_APPLICABLE. Never throws.
 *
 * The evaluation is reported whatever the parameter `reporting` says: to find out what AWS Config holds would
 * cost more calls than the report.
 */
export async function evaluateChangedUser(run: Run, id: UserId, isGone: boolean): Promise<void> {
  const reporter = createReporter(run);
  try {
    if (isGone) await retireOne(run, reporter, id);
    else await evaluateById(run, reporter, id);
  } catch (cause) {
    run.tally.failures.push({ subject: id, cause, userId: id });
  }
  await reporter.finish();
}

/** A user that has just been renamed is looked up once more. */
async function evaluateById(run: Run, reporter: Reporter, id: UserId): Promise<void> {
  for (let attempts = 0; attempts < 2; attempts += 1) {
    const user = await within(run.deadline, () => findUserById(run.iam, id));
    if (!user) return retireOne(run, reporter, id);
    run.tally.users = 1;
    if ((await evaluateListedUser(run, reporter, user)) !== 'vanished') return;
  }
  throw new RenamedError();
}

async function retireOne(run: Run, reporter: Reporter, id: UserId): Promise<void> {
  run.tally.NOT_APPLICABLE += 1;
  await reporter.report(retirementOf(id, run.notifiedAt));
}
