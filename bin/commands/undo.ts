import { readWholeNumber } from '../../policy/parameters.ts';
import type { Policy } from '../../policy/policy.ts';
import { automationRoleArn } from '../../product/role-path.ts';
import { RUNBOOKS } from '../../product/runbooks.ts';
import { EXEMPT_FOR_DAYS } from '../../remediation/request.ts';
import { explain } from '../aws-errors.ts';
import { orUsageError } from '../errors.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { clean } from '../formats/clean.ts';
import { count } from '../formats/words.ts';
import { type Identity, readIdentity } from '../identity.ts';
import type { Io } from '../io.ts';
import { openAccount } from '../open-account.ts';
import { type PolicyOptions, policyOf, readDeployedPolicy, toRunbookParameters } from '../policy.ts';
import { describeExecution } from './batch-report.ts';
import { type KeysToReactivate, readKeysOf, readNamedKey, readReceiptsAlone } from './keys-to-reactivate.ts';
import { type BatchOptions, runBatch, type Session } from './run-batch.ts';
import { describeKeys, describeUsers } from './users.ts';

/** The options of `undo`. */
export interface UndoOptions extends Omit<BatchOptions, 'dryRun'>, Pick<PolicyOptions, 'exemptionMaxDays'> {
  readonly exemptForDays: string;
  /** Also reactivates keys that One Active Key is not proven to have deactivated. */
  readonly force?: boolean;
  /** The receipts of an earlier `remediate`. */
  readonly receipts?: string;
}

/** Starts the reactivation runbook for one key, or for all keys that an earlier `remediate` deactivated. */
export async function undo(
  [userName, accessKeyId]: readonly [string | undefined, string | undefined],
  { receipts, ...options }: UndoOptions,
  io: Io,
): Promise<ExitCode> {
  const { exemptForDays, force = false } = options;
  const days = orUsageError(() => readWholeNumber({ exemptForDays }, 'exemptForDays', EXEMPT_FOR_DAYS));
  policyOf(options); // Invalid options are reported before the first call to AWS.
  const read = receipts === undefined ? undefined : readReceiptsAlone(receipts, userName);
  const account = await openAccount(options, io);
  const identity = await readIdentity(account);
  const { keys, unknown } = read
    ? await readKeysOf(read, account, identity)
    : { keys: await readNamedKey(account, userName, accessKeyId), unknown: [] };
  const common = {
    ExemptForDays: String(days),
    // The runbooks of version 0.1 do not have this parameter.
    ...(force ? { Force: 'true' } : {}),
    ...(await readCommonParameters({ account, io }, identity, options)),
  };
  const requests = keys.map(({ userId, accessKeyId: AccessKeyId, ...user }) => ({
    ...user,
    userId,
    parameters: { ...common, IAMUserId: userId, AccessKeyId },
  }));
  showKeys({ keys, unknown }, io);
  const question = questionAbout(keys, { days, force });
  const batch = { document: RUNBOOKS.reactivate.name, requests, question, identity };
  const code = await runBatch({ account, io }, batch, options);
  return code === EXIT.ok && unknown.length > 0 ? EXIT.failed : code;
}

function questionAbout(
  keys: KeysToReactivate['keys'],
  { days, force }: { readonly days: number; readonly force: boolean },
): string {
  const whoever = force ? `, whoever deactivated ${keys.length === 1 ? 'it' : 'them'}` : '';
  return (
    `Set ${describeKeys(keys.map(({ accessKeyId }) => accessKeyId))} of ${describeUsers(keys)} to Active${whoever}, ` +
    `and exempt the users for ${count(days, 'day')}?`
  );
}

/** The parameters of the runbook that are the same for all keys, except for the length of the exemption. */
async function readCommonParameters(
  session: Session,
  identity: Identity,
  { exemptionMaxDays, rolePath }: UndoOptions,
): Promise<Record<string, string>> {
  return {
    AutomationAssumeRole: automationRoleArn(identity, rolePath),
    ...toRunbookParameters(await readExemptionLimit(session, identity, exemptionMaxDays)),
  };
}

/** The deployed rule's `exemptionMaxDays`, or the given one; empty if neither is known. */
async function readExemptionLimit(
  { account, io }: Session,
  identity: Identity,
  given: string | undefined,
): Promise<Partial<Policy>> {
  try {
    const { exemptionMaxDays } = given
      ? policyOf({ exemptionMaxDays: given })
      : await readDeployedPolicy({}, account, identity);
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
  for (const key of keys) io.out(`${clean(`${key.userName}: ${key.accessKeyId}`)}\n`);
  for (const execution of unknown)
    io.err(`Not undone, because the effect of this execution is unknown: ${describeExecution(execution)}\n`);
}
