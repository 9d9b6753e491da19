import { listUsers } from '../../aws/iam-users.ts';
import { isAccessKeyId } from '../../policy/identifiers.ts';
import { readWholeNumber } from '../../policy/parameters.ts';
import type { Policy } from '../../policy/policy.ts';
import type { AwsEnvironment } from '../../product/names.ts';
import { automationRoleArn } from '../../product/role-path.ts';
import { RUNBOOKS } from '../../product/runbooks.ts';
import { EXEMPT_FOR_DAYS } from '../../remediation/request.ts';
import { type Account, readEnvironment } from '../account.ts';
import { explain } from '../aws-errors.ts';
import { orUsageError, UsageError } from '../errors.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { clean } from '../formats/text.ts';
import { count } from '../formats/words.ts';
import type { Io } from '../io.ts';
import { openAccount } from '../open-account.ts';
import { type PolicyOptions, policyOf, readDeployedPolicy, toRunbookParameters } from '../policy.ts';
import {
  type DeactivatedKey,
  deactivatedKeysOf,
  executionsWithUnknownEffect,
} from '../runbooks/deactivated.ts';
import { readExecution } from '../runbooks/executions.ts';
import { readReceipts } from '../runbooks/receipts-file.ts';
import { hasEnded, type RunbookExecution } from '../runbooks/runbook-execution.ts';
import { describeExecution } from './batch-report.ts';
import { type BatchOptions, runBatch, type Session } from './run-batch.ts';
import { listNamedUsers, namesOf } from './users.ts';

/** The options of `undo`. */
export interface UndoOptions
  extends Omit<BatchOptions, 'receipts' | 'dryRun'>,
    Pick<PolicyOptions, 'exemptionMaxDays'> {
  readonly exemptForDays: string;
  /** The receipts of an earlier `remediate`. */
  readonly receipts?: string;
}

/** Starts the reactivation runbook for one key, or for all keys that an earlier `remediate` deactivated. */
export async function undo(
  [userName, accessKeyId]: readonly [string | undefined, string | undefined],
  { receipts, ...options }: UndoOptions,
  io: Io,
): Promise<ExitCode> {
  const { exemptForDays } = options;
  const days = orUsageError(() => readWholeNumber({ exemptForDays }, 'exemptForDays', EXEMPT_FOR_DAYS));
  policyOf(options); // Invalid options are reported before the first call to AWS.
  const account = await openAccount(options, io);
  const { keys, unknown } = receipts
    ? await readKeysFromFile(account, receipts, userName)
    : { keys: await readNamedKey(account, userName, accessKeyId), unknown: [] };
  const common = {
    ExemptForDays: String(days),
    ...(await readCommonParameters({ account, io }, options)),
  };
  const requests = keys.map(({ userId, accessKeyId: AccessKeyId, ...user }) => ({
    ...user,
    userId,
    parameters: { ...common, IAMUserId: userId, AccessKeyId },
  }));
  showKeys({ keys, unknown }, io);
  const question =
    `Set ${count(keys.length, 'access key')} of ${namesOf(keys)} to Active, and exempt the users for ` +
    `${count(days, 'day')}?`;
  const batch = { document: RUNBOOKS.reactivate.name, requests, question };
  const code = await runBatch({ account, io }, batch, options);
  return code === EXIT.ok && unknown.length > 0 ? EXIT.failed : code;
}

/** The parameters of the runbook that are the same for all keys, except for the length of the exemption. */
async function readCommonParameters(
  { account, io }: Session,
  { exemptionMaxDays, rolePath }: UndoOptions,
): Promise<Record<string, string>> {
  const environment = await readEnvironment(account);
  return {
    AutomationAssumeRole: automationRoleArn(environment, rolePath),
    ...toRunbookParameters(await readExemptionLimit({ account, io }, environment, exemptionMaxDays)),
  };
}

/** The deployed rule's `exemptionMaxDays`, or the given one; empty if neither is known. */
async function readExemptionLimit(
  { account, io }: Session,
  environment: AwsEnvironment,
  given: string | undefined,
): Promise<Partial<Policy>> {
  try {
    const { exemptionMaxDays } = given
      ? policyOf({ exemptionMaxDays: given })
      : await readDeployedPolicy({}, account, environment);
    return { exemptionMaxDays };
  } catch (error) {
    // An undo may be urgent, and the runbook has a default: a rule that was deleted or cannot be read must not stop the undo.
    io.err(
      `The rule's exemptionMaxDays could not be read, so the default of the runbook applies. ${explain(error)}\n`,
    );
    return {};
  }
}

function showKeys({ keys, unknown }: KeysToReactivate, io: Io): void {
  for (const key of keys) io.out(`${clean(key.userName)}: ${key.accessKeyId}\n`);
  for (const execution of unknown)
    io.err(`Not undone, because the effect of this execution is unknown: ${describeExecution(execution)}\n`);
}

interface KeysToReactivate {
  readonly keys: readonly DeactivatedKey[];
  /** Executions that may have deactivated a key without reporting it. */
  readonly unknown: readonly RunbookExecution[];
}

/**
 * The keys that the executions in a file deactivated; executions that had not ended when it was written are read
 * again.
 */
async function readKeysFromFile(
  { iam, ssm }: Account,
  file: string,
  userName: string | undefined,
): Promise<KeysToReactivate> {
  if (userName !== undefined) throw new UsageError('expected a user and a key, or --receipts; received both');
  const receipts: RunbookExecution[] = [];
  for (const execution of readReceipts(file)) {
    const mayHaveEndedSince = !hasEnded(execution) && execution.automationExecutionId !== '';
    receipts.push(mayHaveEndedSince ? await readExecution(execution, ssm()) : execution);
  }
  // Names change, and a file may have been edited: only IAM knows the users of these ids.
  const names = new Map<string, string>();
  for await (const user of listUsers(iam)) names.set(user.userId, user.userName);
  const keys = deactivatedKeysOf(receipts).map((key) => ({
    ...key,
    userName: names.get(key.userId) ?? key.userName,
  }));
  return { keys, unknown: executionsWithUnknownEffect(receipts) };
}

async function readNamedKey(account: Account, userName = '', accessKeyId = ''): Promise<DeactivatedKey[]> {
  if (!isAccessKeyId(accessKeyId)) {
    throw new UsageError(`expected the id of an access key, AKIA…; received "${accessKeyId}"`);
  }
  const users = await listNamedUsers(account.iam, [userName]);
  return users.map((user) => ({ ...user, accessKeyId }));
}
