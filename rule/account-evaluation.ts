import pMap from 'p-map';
import { listReportedResourceIds } from './aws/config.ts';
import { type ListedUser, listUsers } from './aws/iam.ts';
import { within } from './deadline.ts';
import { retirementOf } from './evaluation.ts';
import type { Run } from './run.ts';
import { evaluateListedUser } from './user-evaluation.ts';

/**
 * How many users are read at once. IAM publishes no rate and shares it with all that runs in the account: few calls
 * under way, and the SDK's adaptive retries slow them down further as soon as IAM throttles.
 */
const CONCURRENT_USERS = 8;

/** Evaluates every user of the account and retires those that are no more; failures go to the tally. */
export async function evaluateAccount(run: Run): Promise<void> {
  const { users, isComplete } = await listAllUsers(run);
  run.tally.users = users.length;
  const vanished = new Set<string>();
  const evaluate = async (user: ListedUser) => {
    if (!(await evaluateListedUser(run, user))) vanished.add(user.userId);
  };
  await pMap(users, evaluate, { concurrency: CONCURRENT_USERS });
  // Only a complete listing proves that a user is no more.
  if (isComplete) await retireDeletedUsers(run, users, vanished);
}

async function listAllUsers(run: Run): Promise<{ users: ListedUser[]; isComplete: boolean }> {
  const users: ListedUser[] = [];
  const list = async () => {
    for await (const user of listUsers(run.iam)) users.push(user);
  };
  try {
    await within(run.deadline, list);
    return { users, isComplete: true };
  } catch (cause) {
    run.tally.failures.push({ subject: 'the listing of users', cause });
    return { users: [...users], isComplete: false };
  }
}

async function retireDeletedUsers(
  run: Run,
  listed: readonly ListedUser[],
  vanished: ReadonlySet<string>,
): Promise<void> {
  const { iam, config, configRuleName, deadline, reporter, tally } = run;
  try {
    const reported = await within(deadline, () => listReportedResourceIds(config, configRuleName));
    let present = new Set<string>(listed.map((user) => user.userId));
    // Gone by its name may be renamed: only the unique id in a new listing tells.
    if (reported.some((id) => vanished.has(id))) {
      present = new Set(await within(deadline, () => listUserIds(iam)));
    }
    for (const id of reported.filter((each) => !present.has(each))) {
      tally.retired += 1;
      await reporter.report(retirementOf(id, run.notifiedAt));
    }
  } catch (cause) {
    tally.failures.push({ subject: 'the results of deleted users', cause });
  }
}

async function listUserIds(iam: Run['iam']): Promise<string[]> {
  const ids: string[] = [];
  for await (const user of listUsers(iam)) ids.push(user.userId);
  return ids;
}
