import { EXEMPT_FOR_DAYS } from '../../remediation/request.ts';
import { RUNBOOKS } from '../../remediation/runbooks.ts';
import { automationRoleArn, type Place } from '../../rule/names.ts';
import { readWholeNumber } from '../../rule/parameters.ts';
import { isAccessKeyId } from '../../rule/policy/identifiers.ts';
import type { Policy } from '../../rule/policy/policy.ts';
import { type Account, openAccount, placeOf } from '../account.ts';
import { explain } from '../aws-errors.ts';
import { orUsageError, UsageError } from '../errors.ts';
import type { ExitCode } from '../exit-codes.ts';
import { count } from '../formats/words.ts';
import type { Io } from '../io.ts';
import { type PolicyOptions, policyAsDeployed, policyOf, toRunbookParameters } from '../policy.ts';
import { type Deactivated, readDeactivated } from '../runbooks/receipts.ts';
import { type ActOptions, act } from './act.ts';
import { namesOf, usersNamed } from './users.ts';

/** What `undo` is asked. */
export interface UndoOptions
  extends Omit<ActOptions, 'receipts' | 'dryRun'>,
    Pick<PolicyOptions, 'exemptionMaxDays'> {
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
  const { exemptForDays } = options;
  const days = orUsageError(() => readWholeNumber({ exemptForDays }, 'exemptForDays', EXEMPT_FOR_DAYS));
  policyOf(options); // Wrong usage is said before anything is asked of AWS.
  const account = await openAccount(options, io);
  const keys = receipts ? fromFile(receipts, userName) : await named(account, userName, accessKeyId);
  const place = await placeOf(account);
  const common = {
    AutomationAssumeRole: automationRoleArn(place),
    ExemptForDays: String(days),
    ...toRunbookParameters(await limitOf(options, account, place, io)),
  };
  const jobs = keys.map(({ userId, accessKeyId: AccessKeyId, ...user }) => ({
    ...{ ...user, userId },
    parameters: { ...common, IAMUserId: userId, AccessKeyId },
  }));
  const keysOf = `${count(jobs.length, 'access key')} of ${namesOf(jobs)}`;
  const question = `Set ${keysOf} to Active, and exempt for ${count(days, 'day')}?`;
  return act(account, { document: RUNBOOKS.reactivate.name, jobs, question }, options, io);
}

/** How far ahead the deployed rule lets an exemption reach. */
async function limitOf(
  { exemptionMaxDays: given }: UndoOptions,
  account: Account,
  place: Place,
  io: Io,
): Promise<Partial<Policy>> {
  try {
    const { exemptionMaxDays } = given
      ? policyOf({ exemptionMaxDays: given })
      : await policyAsDeployed({}, account, place);
    return { exemptionMaxDays };
  } catch (error) {
    // An undo may be urgent: a rule that is gone or may not be read does not hold it up, and the runbook has a default.
    io.err(
      `The runbook's own limit for an exemption counts, since the rule's is not known. ${explain(error)}\n`,
    );
    return {};
  }
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
