import { within } from '../../aws/deadline.ts';
import { findUserById, type ListedUser } from '../../aws/iam-users.ts';
import { readVerdict } from '../../aws/read-verdict.ts';
import type { UserId } from '../../policy/identifiers.ts';
import { evaluationOf, retirementOf } from './evaluation.ts';
import { createReporter, type Reporter } from './reporter.ts';
import type { Run } from './run.ts';

/** `vanished`: IAM no longer knows the name of the user. `failed`: the failure is in the tally. */
export type UserResult = 'reported' | 'vanished' | 'failed';

/**
 * Reads, judges and reports one listed user.
 *
 * Never throws: a failure is added to the tally and the user's last evaluation stays in AWS Config, since an error is
 * never a verdict.
 */
export async function evaluateListedUser(
  run: Run,
  reporter: Reporter,
  user: ListedUser,
): Promise<UserResult> {
  const { iam, notifiedAt, deadline, tally } = run;
  try {
    const reading = await within(deadline, () => readVerdict(iam, user, run));
    if (reading.kind === 'gone') {
      tally.vanished += 1;
      return 'vanished';
    }
    tally.keys += reading.keys.length;
    tally[reading.verdict.complianceType] += 1;
    await reporter.report(evaluationOf(user, reading.verdict, notifiedAt));
    return 'reported';
  } catch (cause) {
    tally.failures.push({ subject: user.userName, cause });
    return 'failed';
  }
}

/**
 * Evaluates the one user of a change notification; a user that no longer exists is NOT_APPLICABLE. Never throws.
 *
 * The evaluation is reported whatever the parameter `reporting` says: to find out what AWS Config holds would cost more calls
 * than the report.
 */
export async function evaluateChangedUser(run: Run, id: UserId, isGone: boolean): Promise<void> {
  const reporter = createReporter(run);
  const find = async () => (isGone ? undefined : await within(run.deadline, () => findUserById(run.iam, id)));
  try {
    const user = await find();
    run.tally.users += user ? 1 : 0;
    let result = user ? await evaluateListedUser(run, reporter, user) : 'vanished';
    // A name that is gone may mean a renamed user: only the unique id, looked up again, tells.
    const renamed = user && result === 'vanished' ? await find() : undefined;
    if (renamed) result = await evaluateListedUser(run, reporter, renamed);
    if (result === 'vanished') {
      run.tally.NOT_APPLICABLE += 1;
      await reporter.report(retirementOf(id, run.notifiedAt));
    }
  } catch (cause) {
    run.tally.failures.push({ subject: id, cause });
  }
  await reporter.finish();
}
