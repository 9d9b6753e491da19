import type { IAMClient } from '@aws-sdk/client-iam';
import { listTaggedUsers, type TaggedUser } from '../../aws/iam-users.ts';
import { startRunbook } from '../../aws/runbook-executions.ts';
import type { UserId } from '../../policy/identifiers.ts';
import { DAY_MS } from '../../policy/policy.ts';
import { describeError } from '../../product/describe.ts';
import { RUNBOOKS } from '../../product/runbooks.ts';
import type { StartDeletionsRequest } from '../request.ts';
import { IncompleteDailyPassError, UserVanishedError } from '../shared/errors.ts';
import { readRecords } from '../shared/record.ts';
import type { RemediationServices } from '../shared/services.ts';
import { readKeys } from '../shared/verification.ts';
import { isNothingToDo, readDeletionPlan } from './deletion-plan.ts';

/** The report of a daily pass over the users of the account. */
export interface DailyPassReport {
  /** The number of users of the account. */
  readonly users: number;
  /** The number of users with a record of a deactivation. */
  readonly usersOnRecord: number;
  /** The number of users with a record that the pass did not reach: its time or its starts were used up. */
  readonly usersLeft: number;
  readonly started: readonly StartedDeletion[];
}

/** A user with something to delete, and the automation execution that deletes it. */
export interface StartedDeletion {
  readonly userId: UserId;
  readonly automationExecutionId: string;
}

/**
 * How many deletions a pass starts at most. Automation runs 100 executions at once (Systems Manager quotas), and other
 * executions of the account need some of them; 50 starts take one minute of the function's five minutes.
 */
const MAX_STARTS = 50;

/** After how many milliseconds the pass reads no further user: well within the function's 290 seconds. */
const READING_TIME_MS = 200_000;

/** The pause between two starts, in milliseconds: Automation allows one start per second (Systems Manager quotas). */
const START_PAUSE_MS = 1_000;

/**
 * Reads all users with a record and starts the deletion runbook for each user who has something to delete, so that every
 * deletion is an execution with a receipt. Starts no execution for all other users.
 *
 * Skips a user that cannot be read, and throws `IncompleteDailyPassError` at the end. A start that fails ends the pass with
 * its error, since the next start would fail, too.
 */
export async function runDailyPass(
  { soakDays }: StartDeletionsRequest,
  services: RemediationServices,
): Promise<DailyPassReport> {
  const { iam, ssm, now, wait } = services;
  const beganAt = now();
  const { users, onRecord } = await listUsersOnRecord(iam);
  const report = { users, usersOnRecord: onRecord.length, usersLeft: 0, started: [] as StartedDeletion[] };
  const failures: string[] = [];
  for (const [index, user] of rotateByDay(onRecord, beganAt).entries()) {
    if (report.started.length === MAX_STARTS || now().getTime() - beganAt.getTime() > READING_TIME_MS) {
      report.usersLeft = onRecord.length - index;
      break;
    }
    const isDue = await hasDeletionDue(user, services, soakDays).catch((error: unknown) => {
      failures.push(`${user.userName}: ${describeError(error)}`);
      return false;
    });
    if (!isDue) continue;
    if (report.started.length > 0) await wait(START_PAUSE_MS);
    const automationExecutionId = await startRunbook(ssm, RUNBOOKS.delete.name, {
      AutomationAssumeRole: services.automationRoleArn,
      IAMUserId: user.userId,
      SoakDays: String(soakDays),
    });
    report.started.push({ userId: user.userId, automationExecutionId });
  }
  if (failures.length > 0) throw new IncompleteDailyPassError(failures, report.started.length);
  return report;
}

async function listUsersOnRecord(iam: IAMClient) {
  const onRecord: TaggedUser[] = [];
  let users = 0;
  for await (const user of listTaggedUsers(iam)) {
    users += 1;
    if (readRecords(user.tags).length > 0) onRecord.push(user);
  }
  return { users, onRecord };
}

const GOLDEN_RATIO = (Math.sqrt(5) - 1) / 2;

/**
 * The same users, beginning with another user each day. The golden ratio spreads the first users of successive days
 * evenly, so that the pass reaches every user even if the first users fail or are refused each day.
 */
function rotateByDay(users: readonly TaggedUser[], at: Date): readonly TaggedUser[] {
  const dayNumber = Math.floor(at.getTime() / DAY_MS);
  const first = Math.floor(((dayNumber * GOLDEN_RATIO) % 1) * users.length);
  return [...users.slice(first), ...users.slice(0, first)];
}

/** Whether the user has a key to delete or a record to remove; the runbook plans the deletion again. */
async function hasDeletionDue(
  user: TaggedUser,
  { iam, now }: RemediationServices,
  soakDays: number,
): Promise<boolean> {
  try {
    const keysAndTags = { keys: await readKeys(iam, user), tags: user.tags };
    const plan = await readDeletionPlan(iam, user, { ...keysAndTags, soakDays, now: now() });
    return !isNothingToDo(plan);
  } catch (error) {
    // The user was renamed or deleted after the listing; the next daily pass reads a renamed user.
    if (error instanceof UserVanishedError) return false;
    throw error;
  }
}
