import { startRunbook } from '../../aws/runbook-executions.ts';
import { isOpen } from '../../ledger/key-records.ts';
import type { UserId } from '../../policy/identifiers.ts';
import { describeError } from '../../product/describe.ts';
import { RUNBOOKS } from '../../product/runbooks.ts';
import type { RefusalCode } from '../receipt.ts';
import { UserVanishedError } from '../shared/errors.ts';
import type { RemediationServices } from '../shared/services.ts';
import { describeSettled, type SettledKey } from '../shared/settled-key.ts';
import type { UserOnRecord } from '../shared/user-on-record.ts';
import { planUnderLease } from './plan-under-lease.ts';

/** The deletions that a pass over the users on record started, and the users that it left. */
export interface StartedDeletions {
  readonly started: readonly StartedDeletion[];
  /** The users whose keys are not deleted until a person has looked at them. */
  readonly refused: readonly RefusedDeletion[];
  /** The number of users that the pass did not reach: its time or its starts were used up, or another run works on the user. */
  readonly usersLeft: number;
}

/** A user with a key to delete, and the automation execution that deletes it. */
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

/** What a pass over the users on record did. */
export interface DeletionPass extends StartedDeletions {
  /** The records of keys that are deleted or Active again. */
  readonly settled: readonly SettledKey[];
  /** A sentence about each user that could not be read or settled, or whose deletion could not be started. */
  readonly failures: readonly string[];
}

/** The soak of the deletions, and the time of the pass. */
export interface DeletionPassOptions {
  readonly soakDays: number;
  readonly isTimeLeft: () => boolean;
}

/**
 * Starts the deletion runbook for each user with a key to delete, so that every deletion is an execution with a receipt, and ends the
 * records of keys that it sees deleted or Active again. A user that cannot be read is skipped and named in `failures`; a start that
 * fails ends the starts.
 */
export async function startDeletions(
  services: RemediationServices,
  users: readonly UserOnRecord[],
  options: DeletionPassOptions,
): Promise<DeletionPass> {
  const started: StartedDeletion[] = [];
  const refused: RefusedDeletion[] = [];
  const settled: SettledKey[] = [];
  const failures: string[] = [];
  let usersLeft = users.length;
  // The next start after one that failed would fail, too.
  let isStartFailed = false;
  for (const each of users) {
    if (isStartFailed || started.length === MAX_STARTS || !options.isTimeLeft()) break;
    usersLeft -= 1;
    const passing = { ...options, isFirst: started.length === 0, settled };
    const result = await startIfDue(services, each, passing).catch((error: unknown) => {
      // The user was renamed or deleted after the listing; the next daily pass reads a renamed user.
      if (error instanceof UserVanishedError) return;
      failures.push(`${each.user?.userName ?? each.userId}: ${describeError(error)}`);
      isStartFailed = error instanceof StartFailedError;
    });
    if (result === 'held') usersLeft += 1;
    else if (result && 'refusalCode' in result) refused.push(result);
    else if (result) started.push(result);
  }
  return { started, refused, settled, failures, usersLeft };
}

interface Passing extends DeletionPassOptions {
  readonly isFirst: boolean;
  /** Receives the records that the pass ends. */
  readonly settled: SettledKey[];
}

/**
 * Undefined if no deletion is due for the user, and nothing to look at; `held` if another run works on the user. Throws
 * `UserVanishedError`, among others.
 */
async function startIfDue(
  services: RemediationServices,
  { userId, user, records }: UserOnRecord,
  { soakDays, isFirst, settled }: Passing,
): Promise<StartedDeletion | RefusedDeletion | 'held' | undefined> {
  // The user was deleted, or created after the listing; nothing of it can be deleted. If a run was interrupted, the settlement has
  // just read the keys, and may tell of a lock-out: a person has to hear of it before a key is deleted.
  if (!user || records.some(isOpen)) return undefined;
  const planned = await planUnderLease(services, user, soakDays);
  if (!planned) return 'held';
  const { due, resultWithoutDeletion } = planned.plan;
  settled.push(...planned.ended.map(describeSettled));
  // The runbook plans the deletion again.
  if (due.length > 0) return startOne(services, { userId, soakDays, isFirst });
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
