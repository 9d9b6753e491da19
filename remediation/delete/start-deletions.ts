import type { ListedUser } from '../../aws/iam-users.ts';
import { startRunbook } from '../../aws/runbook-executions.ts';
import { isOpen } from '../../ledger/key-records.ts';
import type { UserId } from '../../policy/identifiers.ts';
import { describeError } from '../../product/describe.ts';
import { RUNBOOKS } from '../../product/runbooks.ts';
import type { RefusalCode } from '../receipt.ts';
import { UserVanishedError } from '../shared/errors.ts';
import type { RemediationServices } from '../shared/services.ts';
import { describeSettled, type SettledKey } from '../shared/settled-key.ts';
import { createStarts, type StartedExecution, type Starts } from '../shared/starts.ts';
import type { UserOnRecord } from '../shared/user-on-record.ts';
import { prepareDeletion } from './prepare-deletion.ts';

/** The deletions that a pass over the users on record started, and the users that it left. */
export interface StartedDeletions {
  /** The executions that delete keys. */
  readonly started: readonly StartedExecution[];
  /** The users whose keys are not deleted until a person has looked at them. */
  readonly refused: readonly RefusedDeletion[];
  /**
   * The number of users that the pass did not reach: its time or its starts were used up, or another run
   * works on the user.
   */
  readonly usersLeft: number;
}

/** A user with a key that is not deleted, and why. */
export interface RefusedDeletion {
  readonly userId: UserId;
  readonly refusalCode: RefusalCode | '';
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
 * Starts the deletion runbook for each user with a key to delete, so that every deletion is an execution with
 * a receipt, and ends the records of keys that it sees deleted or Active again. A user that cannot be read is
 * skipped and named in `failures`; a start that fails ends the starts.
 */
export async function startDeletions(
  services: RemediationServices,
  users: readonly UserOnRecord[],
  options: DeletionPassOptions,
): Promise<DeletionPass> {
  const starts = createStarts(services, Number.POSITIVE_INFINITY, (userId) =>
    startDeletion(services, userId, options.soakDays),
  );
  const refused: RefusedDeletion[] = [];
  const settled: SettledKey[] = [];
  const failures: string[] = [];
  let usersLeft = users.length;
  for (const { user, records } of users) {
    if (starts.isOver() || !options.isTimeLeft()) break;
    usersLeft -= 1;
    // The user was deleted, or created after the listing; nothing of it can be deleted. If a run was
    // interrupted, the settlement may have told of a lock-out: a person has to hear of it before a key is
    // deleted.
    if (!user || records.some(isOpen)) continue;
    const passing = { ...options, starts, settled };
    const result = await startIfDue(services, user, passing).catch((error: unknown) => {
      // The user was renamed or deleted after the listing; the next daily pass reads a renamed user.
      if (error instanceof UserVanishedError) return;
      failures.push(`${user.userName}: ${describeError(error)}`);
    });
    if (result === 'held') usersLeft += 1;
    else if (result) refused.push(result);
  }
  return { started: starts.started, refused, settled, failures, usersLeft };
}

interface Passing extends DeletionPassOptions {
  readonly starts: Starts;
  /** Receives the records that the pass ends. */
  readonly settled: SettledKey[];
}

/**
 * Undefined if a deletion was started, or if nothing is due for the user and there is nothing to look at;
 * `held` if another run works on the user. Throws `UserVanishedError`, among others.
 */
async function startIfDue(
  services: RemediationServices,
  user: ListedUser,
  { soakDays, starts, settled }: Passing,
): Promise<RefusedDeletion | 'held' | undefined> {
  const { userId } = user;
  const planned = await prepareDeletion(services, user, soakDays);
  if (!planned) return 'held';
  const { due, resultWithoutDeletion } = planned.plan;
  settled.push(...planned.ended.map(describeSettled));
  // The runbook plans the deletion again.
  if (due.length > 0) {
    await starts.start(userId);
    return undefined;
  }
  const { outcome, refusalCode } = resultWithoutDeletion;
  return outcome === 'Refused' ? { userId, refusalCode } : undefined;
}

function startDeletion(
  { ssm, automationRoleArn }: RemediationServices,
  userId: UserId,
  soakDays: number,
): Promise<string> {
  return startRunbook(ssm, RUNBOOKS.delete.name, {
    AutomationAssumeRole: automationRoleArn,
    IAMUserId: userId,
    SoakDays: String(soakDays),
  });
}
