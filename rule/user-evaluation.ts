import { findUserById, type ListedUser } from './aws/iam.ts';
import { within } from './deadline.ts';
import { evaluationOf, retirementOf } from './evaluation.ts';
import type { UserId } from './policy/identifiers.ts';
import type { Run } from './run.ts';
import { readVerdict } from './user-verdict.ts';

/**
 * Reads, judges and reports one user that was listed; answers false where the user vanished since.
 *
 * Never throws: a failure is kept in the tally and the user's last evaluation stands, for unknown is no verdict.
 */
export async function evaluateListedUser(run: Run, user: ListedUser): Promise<boolean> {
  const { iam, policy, now, notifiedAt, deadline, reporter, tally } = run;
  try {
    const reading = await within(deadline, () => readVerdict(iam, user, policy, now));
    if (reading.kind === 'gone') {
      tally.vanished += 1;
      return false;
    }
    tally.keys += reading.keys.length;
    tally[reading.verdict.complianceType] += 1;
    await reporter.report(evaluationOf(user, reading.verdict, notifiedAt));
  } catch (cause) {
    tally.failures.push({ subject: user.userName, cause });
  }
  return true;
}

/** Evaluates the one user of a change notification; a user that is gone is NOT_APPLICABLE. Never throws. */
export async function evaluateChangedUser(run: Run, id: UserId, isGone: boolean): Promise<void> {
  const find = async () => (isGone ? undefined : await within(run.deadline, () => findUserById(run.iam, id)));
  try {
    const user = await find();
    run.tally.users += user ? 1 : 0;
    if (user && (await evaluateListedUser(run, user))) return;
    // Gone by its name may be renamed: only the unique id, looked up again, tells.
    const renamed = user && (await find());
    if (renamed && (await evaluateListedUser(run, renamed))) return;
    run.tally.NOT_APPLICABLE += 1;
    await run.reporter.report(retirementOf(id, run.notifiedAt));
  } catch (cause) {
    run.tally.failures.push({ subject: id, cause });
  }
}
