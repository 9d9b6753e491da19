import type { IAMClient } from '@aws-sdk/client-iam';
import { listTaggedUsers, type TaggedUser } from '../../aws/iam-reads.ts';
import { startRunbook } from '../../aws/runbook-executions.ts';
import type { UserId } from '../../policy/identifiers.ts';
import { DAY } from '../../policy/policy.ts';
import { describeError } from '../../product/describe.ts';
import { automationRoleArn } from '../../product/names.ts';
import { RUNBOOKS } from '../../product/runbooks.ts';
import type { StartDeletionsRequest } from '../request.ts';
import { IncompleteDailyPassError, UserVanishedError } from '../shared/errors.ts';
import { readRecords } from '../shared/record.ts';
import type { RemediationServices, RunContext } from '../shared/services.ts';
import { readKeys } from '../shared/verification.ts';
import { decideDeletion, isNothingToDo } from './deletion-plan.ts';

/** What a pass over the account started. */
export interface DailyPassReport {
  /** How many users the account has. */
  readonly users: number;
  /** How many of them carry a record of ours. */
  readonly usersOnRecord: number;
  /** How many of those the pass had no time for, or no start; another day begins with others. */
  readonly usersLeft: number;
  readonly started: readonly StartedDeletion[];
}

/** A user who has something to delete, and the execution that does it. */
export interface StartedDeletion {
  readonly userId: UserId;
  readonly automationExecutionId: string;
}

/**
 * How many deletions a pass starts; the next one goes on. Automation runs 100 executions at once (Systems Manager
 * quotas), and people's own want room beside them, and 50 starts take a minute of the function's five.
 */
const MOST_STARTED = 50;

/** How long users are looked at, in milliseconds: well within the function's 290 seconds. */
const LOOKING_TIME = 200_000;

/** Automation takes one start a second (Systems Manager quotas); in milliseconds. */
const PAUSE = 1_000;

/**
 * Walks the account's users and starts the deletion runbook for each whose soak is over, so that every deletion is an
 * execution with a receipt. Users whose keys stay cost no execution. What cannot be looked at is left out and named in
 * one error at the end; a start that fails ends the pass, since the next one would too.
 */
export async function dailyPass(
  { soakDays }: StartDeletionsRequest,
  services: RemediationServices,
  context: RunContext,
): Promise<DailyPassReport> {
  const { iam, ssm, now, wait } = services;
  const beganAt = now().getTime();
  const { users, onRecord } = await listUsersOnRecord(iam);
  const pass = { users, usersOnRecord: onRecord.length, usersLeft: 0, started: [] as StartedDeletion[] };
  const failures: string[] = [];
  for (const [index, user] of rotated(onRecord, beganAt).entries()) {
    if (pass.started.length === MOST_STARTED || now().getTime() - beganAt > LOOKING_TIME) {
      pass.usersLeft = onRecord.length - index;
      break;
    }
    const isDue = await hasKeyToDelete(user, services, soakDays).catch((error: unknown) => {
      failures.push(`${user.userName}: ${describeError(error)}`);
      return false;
    });
    if (!isDue) continue;
    if (pass.started.length > 0) await wait(PAUSE);
    const automationExecutionId = await startRunbook(ssm, RUNBOOKS.delete.name, {
      AutomationAssumeRole: automationRoleArn(context),
      IAMUserId: user.userId,
      SoakDays: String(soakDays),
    });
    pass.started.push({ userId: user.userId, automationExecutionId });
  }
  if (failures.length > 0) throw new IncompleteDailyPassError(failures, pass.started.length);
  return pass;
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

/**
 * The same users, beginning with another one each day, spread by the golden ratio: so that users whose deletions fail or
 * are refused day by day do not keep the pass from all others.
 */
function rotated(users: readonly TaggedUser[], at: number): readonly TaggedUser[] {
  const first = Math.floor(((Math.floor(at / DAY) * GOLDEN) % 1) * users.length);
  return [...users.slice(first), ...users.slice(0, first)];
}

const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** Decides as the runbook will, once more. */
async function hasKeyToDelete(
  user: TaggedUser,
  { iam, now }: RemediationServices,
  soakDays: number,
): Promise<boolean> {
  try {
    const seen = { keys: await readKeys(iam, user), tags: user.tags };
    const plan = await decideDeletion(iam, user, seen, { soakDays, now: now() });
    return !isNothingToDo(plan);
  } catch (error) {
    // Renamed or deleted since the listing: the next pass sees it as it is then.
    if (error instanceof UserVanishedError) return false;
    throw error;
  }
}
