import pMap from 'p-map';
import { type HeldResults, listHeldResults } from './aws/config.ts';
import { type ListedUser, listUsers } from './aws/iam.ts';
import { within } from './deadline.ts';
import { retirementOf } from './evaluation.ts';
import { onlyNews } from './reporter.ts';
import type { Run } from './run.ts';
import { evaluateListedUser } from './user-evaluation.ts';

/** What a run names as its subject where it could not tell what Config holds, or which users are no more. */
const EARLIER_RESULTS = 'the results of deleted users';

const NOTHING: HeldResults = new Map();

/** Evaluates every user of the account and retires those that are no more; failures go to the tally. */
export async function evaluateAccount(run: Run): Promise<void> {
  const { users, isComplete } = await listAllUsers(run);
  run.tally.users = users.length;
  // Only a complete listing proves that a user is no more. Read first: what this run reports need not be read back.
  const held = isComplete ? await listHeld(run) : NOTHING;
  const reporting = run.reporting === 'Changes' ? withoutTheUnchanged(run, held) : run;
  const vanished = new Set<string>();
  const evaluate = async (user: ListedUser) => {
    if (!(await evaluateListedUser(reporting, user))) vanished.add(user.userId);
  };
  await pMap(users, evaluate, { concurrency: run.concurrentUsers });
  await retireDeletedUsers(run, users, vanished, [...held.keys()]);
}

/** The same run, which keeps from Config what it holds already. */
function withoutTheUnchanged(run: Run, held: HeldResults): Run {
  const count = () => {
    run.tally.unchanged += 1;
  };
  return { ...run, reporter: onlyNews(run.reporter, held, count) };
}

/** Nothing where it cannot be read: then everything is reported. */
async function listHeld({ config, configRuleName, deadline, tally }: Run): Promise<HeldResults> {
  try {
    return await within(deadline, () => listHeldResults(config, configRuleName));
  } catch (cause) {
    tally.failures.push({ subject: EARLIER_RESULTS, cause });
    return NOTHING;
  }
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
  reported: readonly string[],
): Promise<void> {
  const { iam, deadline, reporter, tally } = run;
  try {
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
    tally.failures.push({ subject: EARLIER_RESULTS, cause });
  }
}

async function listUserIds(iam: Run['iam']): Promise<string[]> {
  const ids: string[] = [];
  for await (const user of listUsers(iam)) ids.push(user.userId);
  return ids;
}
