import { listUsers } from '../../aws/iam-reads.ts';
import { isAccessKeyId } from '../../policy/identifiers.ts';
import { readWholeNumber } from '../../policy/parameters.ts';
import type { Policy } from '../../policy/policy.ts';
import { type AwsEnvironment, automationRoleArn } from '../../product/names.ts';
import { RUNBOOKS } from '../../product/runbooks.ts';
import { EXEMPT_FOR_DAYS } from '../../remediation/request.ts';
import { type Account, environmentOf } from '../account.ts';
import { explain } from '../aws-errors.ts';
import { orUsageError, UsageError } from '../errors.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { clean } from '../formats/text.ts';
import { count } from '../formats/words.ts';
import type { Io } from '../io.ts';
import { openAccount } from '../open-account.ts';
import { type PolicyOptions, policyAsDeployed, policyOf, toRunbookParameters } from '../policy.ts';
import { type DeactivatedKey, deactivatedBy, withUnknownEffect } from '../runbooks/deactivated.ts';
import { readExecution } from '../runbooks/executions.ts';
import { readReceipts } from '../runbooks/receipts-file.ts';
import { isOver, type RunbookExecution } from '../runbooks/runbook-execution.ts';
import { describeExecution } from './batch-report.ts';
import { type BatchOptions, runBatch } from './run-batch.ts';
import { usersNamed } from './users.ts';

/** The options of `undo`. */
export interface UndoOptions
  extends Omit<BatchOptions, 'receipts' | 'dryRun'>,
    Pick<PolicyOptions, 'exemptionMaxDays'> {
  readonly exemptForDays: string;
  /** The receipts of an earlier `remediate`. */
  readonly receipts?: string;
}

/** Starts the reactivation runbook, for one key or for all keys that an earlier `remediate` deactivated. */
export async function undo(
  [userName, accessKeyId]: readonly [string | undefined, string | undefined],
  { receipts, ...options }: UndoOptions,
  io: Io,
): Promise<ExitCode> {
  const { exemptForDays } = options;
  const days = orUsageError(() => readWholeNumber({ exemptForDays }, 'exemptForDays', EXEMPT_FOR_DAYS));
  policyOf(options); // Invalid options are reported before the first call to AWS.
  const account = await openAccount(options, io);
  const { keys, left } = receipts
    ? await fromFile(account, receipts, userName)
    : { keys: await named(account, userName, accessKeyId), left: [] };
  const place = await environmentOf(account);
  const common = {
    AutomationAssumeRole: automationRoleArn(place),
    ExemptForDays: String(days),
    ...toRunbookParameters(await limitOf(options, account, place, io)),
  };
  const requests = keys.map(({ userId, accessKeyId: AccessKeyId, ...user }) => ({
    ...user,
    userId,
    parameters: { ...common, IAMUserId: userId, AccessKeyId },
  }));
  for (const key of keys) io.out(`${clean(key.userName)}: ${key.accessKeyId}\n`);
  for (const execution of left)
    io.err(`Not undone, since its effect is unknown: ${describeExecution(execution)}\n`);
  const question = `Set ${keys.length === 1 ? 'it' : count(keys.length, 'access key')} to Active, and exempt for ${count(days, 'day')}?`;
  const code = await runBatch(
    account,
    { document: RUNBOOKS.reactivate.name, requests, question },
    options,
    io,
  );
  return code === EXIT.ok && left.length > 0 ? EXIT.failed : code;
}

/** How far ahead the deployed rule lets an exemption reach. */
async function limitOf(
  { exemptionMaxDays: given }: UndoOptions,
  account: Account,
  place: AwsEnvironment,
  io: Io,
): Promise<Partial<Policy>> {
  try {
    const { exemptionMaxDays } = given
      ? policyOf({ exemptionMaxDays: given })
      : await policyAsDeployed({}, account, place);
    return { exemptionMaxDays };
  } catch (error) {
    // An undo may be urgent: it does not fail if the rule was deleted or may not be read, and the runbook has a default.
    io.err(
      `The runbook's own limit for an exemption counts, since the rule's is not known. ${explain(error)}\n`,
    );
    return {};
  }
}

interface Found {
  readonly keys: readonly DeactivatedKey[];
  /** Executions that may have deactivated a key without reporting it. */
  readonly left: readonly RunbookExecution[];
}

/** What the executions in a file did; those that were running when it was written are read again. */
async function fromFile({ iam, ssm }: Account, file: string, userName: string | undefined): Promise<Found> {
  if (userName !== undefined) throw new UsageError('expected a user and a key, or --receipts; received both');
  const receipts: RunbookExecution[] = [];
  for (const execution of readReceipts(file)) {
    const isOpen = !isOver(execution) && execution.automationExecutionId !== '';
    receipts.push(isOpen ? await readExecution(execution, ssm()) : execution);
  }
  // Names change, and a file may have been edited: only IAM knows the users of these ids.
  const names = new Map<string, string>();
  for await (const user of listUsers(iam)) names.set(user.userId, user.userName);
  const keys = deactivatedBy(receipts).map((key) => ({
    ...key,
    userName: names.get(key.userId) ?? key.userName,
  }));
  return { keys, left: withUnknownEffect(receipts) };
}

async function named(account: Account, userName = '', accessKeyId = ''): Promise<DeactivatedKey[]> {
  if (!isAccessKeyId(accessKeyId)) {
    throw new UsageError(`expected the id of an access key, AKIA…; received "${accessKeyId}"`);
  }
  const users = await usersNamed(account.iam, [userName]);
  return users.map((user) => ({ ...user, accessKeyId }));
}
