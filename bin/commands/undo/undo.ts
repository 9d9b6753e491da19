import { within } from '../../../aws/deadline.ts';
import { readWholeNumber } from '../../../policy/parameters.ts';
import type { Policy } from '../../../policy/policy.ts';
import { automationRoleArn } from '../../../product/role-path.ts';
import { RUNBOOKS } from '../../../product/runbooks.ts';
import { EXEMPT_FOR_DAYS } from '../../../remediation/request.ts';
import { explain } from '../../account/aws-errors.ts';
import { type Identity, readIdentity } from '../../account/identity.ts';
import {
  type PolicyOptions,
  policyOf,
  readDeployedPolicy,
  toRunbookParameters,
} from '../../account/policy.ts';
import { assertOneAccount, describeKeys, describeUsers } from '../../account/users.ts';
import { type EnteredAccount, type InAccount, inEachAccount } from '../../accounts/in-each-account.ts';
import { orUsageError, UsageError } from '../../command-line/errors.ts';
import { EXIT, type ExitCode } from '../../command-line/exit-codes.ts';
import { clean } from '../../formats/clean.ts';
import { count } from '../../formats/words.ts';
import { notReadLines } from '../../inventory/take-inventory.ts';
import { describeExecution } from '../../runbooks/batch-report.ts';
import {
  byAccount,
  type KeysToReactivate,
  namedKeyOf,
  readKeysOf,
  readNamedKey,
  readReceiptsAlone,
} from '../../runbooks/keys-to-reactivate.ts';
import {
  type AccountBatch,
  type BatchOptions,
  runBatches,
  type Session,
} from '../../runbooks/run-batches.ts';
import type { Io } from '../../terminal/io.ts';

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
  const { exemptForDays } = options;
  const days = orUsageError(() => readWholeNumber({ exemptForDays }, 'exemptForDays', EXEMPT_FOR_DAYS));
  policyOf(options); // Invalid options are reported before the first call to AWS.
  const read = receipts === undefined ? undefined : readReceiptsAlone(receipts, userName);
  const ofAccounts = read && options.accounts ? byAccount(read) : undefined;
  if (!read) assertOneKey([userName, accessKeyId], options.accounts);
  // Those of the organization are known only when they are listed.
  if (options.accounts && options.accounts !== 'organization')
    assertEveryAccount(ofAccounts, options.accounts);
  const keysOf = ({ account }: EnteredAccount, identity: Identity) => {
    if (!read) return readNamedKey(account, namedKeyOf(userName, accessKeyId));
    return readKeysOf(ofAccounts?.get(identity.accountId) ?? read, account, identity);
  };
  const found = await inEachAccount(options, io, {
    ...(ofAccounts ? { isWanted: (accountId: string) => ofAccounts.has(accountId) } : {}),
    work: (entered) => within(io.interruption, () => planIn(entered, { ...options, days, keysOf })),
  });
  assertEveryAccount(ofAccounts, found);
  io.err(notReadLines(found));
  const planned = found.flatMap((each) => (each.kind === 'done' ? [each.value] : []));
  const isAllKnown = found.length === planned.length && planned.every(({ unknown }) => unknown.length === 0);
  const code = await runBatches(found, { ...options, io, isAllKnown });
  return isAllKnown || code === EXIT.interrupted ? code : EXIT.failed;
}

/** Throws `UsageError` unless a user and a key are named, in one account. */
function assertOneKey(
  [userName, accessKeyId]: readonly [string | undefined, string | undefined],
  accounts: UndoOptions['accounts'],
): void {
  namedKeyOf(userName, accessKeyId);
  assertOneAccount(accounts);
}

/** Throws `UsageError` if an account of the receipts is none of those that were chosen: nothing is undone then. */
function assertEveryAccount(
  receipts: ReadonlyMap<string, unknown> | undefined,
  accounts: readonly Pick<InAccount<unknown>, 'accountId'>[],
): void {
  const chosen = new Set(accounts.map(({ accountId }) => accountId));
  const missing = [...(receipts?.keys() ?? [])].filter((accountId) => !chosen.has(accountId));
  if (missing.length === 0) return;
  throw new UsageError(`these receipts are also from ${missing.join(', ')}: name these in --accounts, too`);
}

/** The keys to reactivate in an account, and the executions whose effect nobody knows. */
interface PlannedAccount extends AccountBatch {
  readonly unknown: KeysToReactivate['unknown'];
}

interface PlanOptions extends Omit<UndoOptions, 'receipts'> {
  readonly days: number;
  readonly keysOf: (entered: EnteredAccount, identity: Identity) => Promise<KeysToReactivate>;
}

async function planIn(entered: EnteredAccount, options: PlanOptions): Promise<PlannedAccount> {
  const { account, io } = entered;
  const { days, keysOf, force = false } = options;
  const identity = await readIdentity(account);
  const { keys, unknown } = await keysOf(entered, identity);
  const common = {
    ExemptForDays: String(days),
    // The runbooks of version 0.1 do not have this parameter.
    ...(force ? { Force: 'true' } : {}),
    ...(await readCommonParameters({ account, io }, identity, options)),
  };
  const requests = keys.map(({ userId, accessKeyId, ...user }) => ({
    ...user,
    userId,
    parameters: { ...common, IAMUserId: userId, AccessKeyId: accessKeyId },
  }));
  showKeys({ keys, unknown }, io);
  const question = questionAbout(keys, { days, force });
  return {
    account,
    io,
    unknown,
    batch: { document: RUNBOOKS.reactivate.name, requests, question, identity },
  };
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
  { exemptionMaxDays, rolePath }: Pick<UndoOptions, 'exemptionMaxDays' | 'rolePath'>,
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
