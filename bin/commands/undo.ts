import { RUNBOOKS } from '../../remediation/runbooks.ts';
import { isAccessKeyId } from '../../rule/policy/identifiers.ts';
import { type Account, findAutomationRole, openAccount } from '../account.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { type Deactivated, readDeactivated } from '../runbooks/receipts.ts';
import { UsageError } from '../usage-error.ts';
import { type ActOptions, act } from './act.ts';
import { usersNamed } from './users.ts';

/** What `undo` is asked. */
export interface UndoOptions extends Omit<ActOptions, 'receipts' | 'dryRun'> {
  readonly exemptForDays: string;
  /** The receipts of an earlier `remediate`. */
  readonly receipts?: string;
}

/** Starts the runbook that reactivates, for a user's key or for all that an earlier `remediate` deactivated. */
export async function undo(
  [userName, accessKeyId]: readonly [string | undefined, string | undefined],
  { receipts, ...options }: UndoOptions,
  io: Io,
): Promise<ExitCode> {
  const account = await openAccount(options, io);
  const keys = receipts ? fromFile(receipts, userName) : await named(account, userName, accessKeyId);
  const AutomationAssumeRole = await findAutomationRole(account.iam);
  const jobs = keys.map(({ userId, ...key }) => ({
    ...{ userName: key.userName, userId },
    parameters: {
      ...{ AutomationAssumeRole, IAMUserId: userId },
      ...{ AccessKeyId: key.accessKeyId, ExemptForDays: options.exemptForDays },
    },
  }));
  const question = `Set ${jobs.length} access keys to Active, and exempt their users for ${options.exemptForDays} days?`;
  return act(account, { document: RUNBOOKS.reactivate.name, jobs, question }, options, io);
}

function fromFile(file: string, userName: string | undefined): Deactivated[] {
  if (userName !== undefined) throw new UsageError('expected a user and a key, or --receipts; received both');
  return readDeactivated(file);
}

async function named(account: Account, userName = '', accessKeyId = ''): Promise<Deactivated[]> {
  if (!isAccessKeyId(accessKeyId)) {
    throw new UsageError(`expected the id of an access key, AKIA…; received "${accessKeyId}"`);
  }
  const users = await usersNamed(account.iam, [userName]);
  return users.map((user) => ({ ...user, accessKeyId }));
}
