import type { ListedUser } from '../../aws/iam-users.ts';
import { startRunbook } from '../../aws/runbook-executions.ts';
import type { KeyRecord } from '../../ledger/key-records.ts';
import type { UserId } from '../../policy/identifiers.ts';
import { describeError } from '../../product/describe.ts';
import { RUNBOOKS } from '../../product/runbooks.ts';
import type { RefusalCode } from '../receipt.ts';
import { UserVanishedError } from '../shared/errors.ts';
import type { RemediationServices } from '../shared/services.ts';
import type { UserOnRecord } from '../shared/user-on-record.ts';
import { type DeletionPlan, readDeletionPlan } from './deletion-plan.ts';

/** The deletions that a pass over the users on record started, and the users that it left. */
export interface StartedDeletions {
  readonly started: readonly StartedDeletion[];
  /** The users whose keys are not deleted until a person has looked at them. */
  readonly refused: readonly RefusedDeletion[];
  /** The number of users that the pass did not reach: its time or its starts were used up. */
  readonly usersLeft: number;
}

/** A user with something to delete or to settle, and the automation execution that deletes it. */
export interface StartedDeletion {
  readonly userId: UserId;
  readonly automationExecutionId: string;
}

/** A user with a key that is not deleted, and why. */
export interface RefusedDeletion {
  readonly userId: UserId;
  readonly refusalCode: RefusalCode | '';
}

/**
 * How many deletions a pass starts at most. Automation runs 100 executions at once (Systems Manager quotas), and other
 * executions of the account need some of them; 50 starts take one minute of the function's five minutes.
 */
const MAX_STARTS = 50;

/** The pause between two starts, in milliseconds: Automation allows one start per second (Systems Manager quotas). */
const START_PAUSE_MS = 1_000;

/** The runbook of a deletion could not be started. */
class StartFailedError extends Error {
  override readonly name = 'StartFailedError';

  constructor(cause: unknown) {
    super(describeError(cause), { cause });
  }
}

/** The soak of the deletions, and the time of the pass. */
export interface DeletionPassOptions {
  readonly soakDays: number;
  readonly isTimeLeft: () => boolean;
}

/**
 * Starts the deletion runbook for each user with a key to delete or a record to settle, so that every deletion is an execution
 * with a receipt. A user that cannot be read is skipped and named in `failures`; a start that fails ends the starts.
 */
export async function startDeletions(
  services: RemediationServices,
  users: readonly UserOnRecord[],
  options: DeletionPassOptions,
): Promise<StartedDeletions & { readonly failures: readonly string[] }> {
  const started: StartedDeletion[] = [];
  const refused: RefusedDeletion[] = [];
  const failures: string[] = [];
  let usersLeft = users.length;
  // The next start after one that failed would fail, too.
  let isStartFailed = false;
  for (const each of users) {
    if (isStartFailed || started.length === MAX_STARTS || !options.isTimeLeft()) break;
    usersLeft -= 1;
    const isFirst = started.length === 0;
    const result = await startIfDue(services, each, { ...options, isFirst }).catch((error: unknown) => {
      failures.push(`${each.user?.userName ?? each.userId}: ${describeError(error)}`);
      isStartFailed = error instanceof StartFailedError;
    });
    if (result && 'refusalCode' in result) refused.push(result);
    else if (result) started.push(result);
  }
  return { started, refused, failures, usersLeft };
}

/** Undefined if there is nothing to do for the user, and nothing to look at. */
async function startIfDue(
  services: RemediationServices,
  { userId, user, records }: UserOnRecord,
  { soakDays, isFirst }: DeletionPassOptions & { readonly isFirst: boolean },
): Promise<StartedDeletion | RefusedDeletion | undefined> {
  const plan = await planFor(services, user, { records, soakDays });
  if (!plan) return undefined;
  const { due, outdated, resultWithoutDeletion } = plan;
  // A run also settles the records of keys that somebody has set to Active: a later deactivation is not ours.
  if (due.length > 0 || outdated.length > 0) return startOne(services, { userId, soakDays, isFirst });
  const { outcome, refusalCode } = resultWithoutDeletion;
  return outcome === 'Refused' ? { userId, refusalCode } : undefined;
}

async function startOne(
  { ssm, wait, automationRoleArn }: RemediationServices,
  {
    userId,
    soakDays,
    isFirst,
  }: { readonly userId: UserId; readonly soakDays: number; readonly isFirst: boolean },
): Promise<StartedDeletion> {
  if (!isFirst) await wait(START_PAUSE_MS);
  const automationExecutionId = await startRunbook(ssm, RUNBOOKS.delete.name, {
    AutomationAssumeRole: automationRoleArn,
    IAMUserId: userId,
    SoakDays: String(soakDays),
  }).catch((cause: unknown) => {
    throw new StartFailedError(cause);
  });
  return { userId, automationExecutionId };
}

/** What a run on the user would delete; the runbook plans it again. Undefined if the user no longer exists. */
async function planFor(
  services: RemediationServices,
  user: ListedUser | undefined,
  { records, soakDays }: { readonly records: readonly KeyRecord[]; readonly soakDays: number },
): Promise<DeletionPlan | undefined> {
  // The user was deleted, or created after the listing; nothing of it can be deleted.
  if (!user) return undefined;
  try {
    return await readDeletionPlan(user, { services, records, soakDays, now: services.now() });
  } catch (error) {
    // The user was renamed or deleted after the listing; the next daily pass reads a renamed user.
    if (error instanceof UserVanishedError) return undefined;
    throw error;
  }
}
