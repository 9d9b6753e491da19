import pMap from 'p-map';
import { within } from '../../aws/deadline.ts';
import { type ListedUser, listUsers } from '../../aws/iam-users.ts';
import { type HeldResults, listHeldResults } from './config-evaluations.ts';
import { retirementOf } from './evaluation.ts';
import { createReporter, type Reporter, reportChangesOnly } from './reporter.ts';
import type { Run } from './run.ts';
import { evaluateListedUser } from './user-evaluation.ts';

/** The subject of a failure that concerns the results which AWS Config still holds for deleted users. */
const EARLIER_RESULTS = 'the results of deleted users';

const NO_RESULTS: HeldResults = new Map();

/**
 * Evaluates every user of the account, and reports NOT_APPLICABLE for those that AWS Config still holds and that no
 * longer exist. Never throws: what fails is added to the tally.
 */
export async function evaluateAccount(run: Run): Promise<void> {
  const { users, isComplete } = await listAllUsers(run);
  run.tally.users = users.length;
  // Only a complete listing proves that a user is gone. Read before anything is reported, so that it holds earlier results only.
  const held = isComplete ? await readHeldResults(run) : NO_RESULTS;
  const reporter = chooseReporter(run, held);
  const vanished = new Set<string>();
  const evaluate = async (user: ListedUser) => {
    const result = await evaluateListedUser(run, reporter, user);
    if (result === 'vanished') vanished.add(user.userId);
  };
  await pMap(users, evaluate, { concurrency: run.concurrentUsers });
  await retireDeletedUsers(run, reporter, { listed: users, vanished, held });
  await reporter.finish();
}

function chooseReporter(run: Run, held: HeldResults): Reporter {
  const reporter = createReporter(run);
  if (run.reporting === 'All') return reporter;
  return reportChangesOnly(reporter, held, () => {
    run.tally.unchanged += 1;
  });
}

/** No results where they cannot be read: then every evaluation is reported. */
async function readHeldResults({ config, configRuleName, deadline, tally }: Run): Promise<HeldResults> {
  try {
    return await within(deadline, () => listHeldResults(config, configRuleName));
  } catch (cause) {
    tally.failures.push({ subject: EARLIER_RESULTS, cause });
    return NO_RESULTS;
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
    // A copy: a listing that was abandoned may still add users to its own list.
    return { users: [...users], isComplete: false };
  }
}

interface KnownUsers {
  readonly listed: readonly ListedUser[];
  /** The ids of listed users whose names IAM no longer knew when their keys were read. */
  readonly vanished: ReadonlySet<string>;
  readonly held: HeldResults;
}

async function retireDeletedUsers(
  run: Run,
  reporter: Reporter,
  { listed, vanished, held }: KnownUsers,
): Promise<void> {
  const { iam, deadline, tally } = run;
  const heldIds = [...held.keys()];
  try {
    let listedIds = new Set<string>(listed.map((user) => user.userId));
    // A name that is gone may mean a renamed user: only the unique id in a new listing tells.
    if (heldIds.some((id) => vanished.has(id))) {
      listedIds = new Set(await within(deadline, () => listUserIds(iam)));
    }
    for (const id of heldIds.filter((each) => !listedIds.has(each))) {
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
