import { within } from '../../../aws/deadline.ts';
import { type KeyRecord, readKeyRecords } from '../../../ledger/key-records.ts';
import { userId } from '../../../policy/identifiers.ts';
import { automationRoleArn } from '../../../product/role-path.ts';
import { RUNBOOKS } from '../../../product/runbooks.ts';
import { type Identity, readIdentity } from '../../account/identity.ts';
import { DEPLOYED } from '../../account/ledger-table.ts';
import { describeKeys, describeUsers } from '../../account/users.ts';
import { type EnteredAccount, inEachAccount } from '../../accounts/in-each-account.ts';
import { EXIT, type ExitCode, worstOf } from '../../command-line/exit-codes.ts';
import { clean } from '../../formats/clean.ts';
import { count } from '../../formats/words.ts';
import { notReadLines } from '../../inventory/take-inventory.ts';
import type { AccountBatch, BatchOptions } from '../../runbooks/batch.ts';
import type { RunbookStart } from '../../runbooks/batch-report.ts';
import { openReceipts, type ReceiptsOptions } from '../../runbooks/keep-receipts.ts';
import { runBatches } from '../../runbooks/run-batches.ts';
import type { Io } from '../../terminal/io.ts';
import { checkSoak, type SoakAction } from './check-soak.ts';
import type { NamedUser } from './named-keys.ts';
import { openNamedKeys, type ReadNamedKeys } from './read-named-keys.ts';

/** The options of `cleanup --decisions` and of `cleanup --receipts`. */
export interface CleanupNamedKeysOptions extends BatchOptions, Omit<ReceiptsOptions, 'receipts'> {
  /** A file in which people decided which keys stay; either this or `receipts` is given. */
  readonly decisions?: string | undefined;
  /** The receipts of an earlier `remediate`. */
  readonly receipts?: string | undefined;
  /** The new file for the receipts of the deletions. */
  readonly output?: string;
  readonly soakDays: number;
}

/**
 * Starts the deletion runbook for the users of a file whose soak is over, if the ledger has exactly the keys
 * of the file as due. The file decides nothing more than that: the runbook decides by the ledger.
 */
export async function cleanupNamedKeys(options: CleanupNamedKeysOptions, io: Io): Promise<ExitCode> {
  const named = openNamedKeys(options);
  const { output, decisions, receipts, ledgerTable = DEPLOYED } = options;
  const inputs = { '--decisions': decisions, '--receipts': receipts };
  const file = openReceipts({ ...options, receipts: output, option: '--output', inputs });
  const found = await inEachAccount({ ...options, ledgerTable }, io, {
    isWanted: named.isWanted,
    work: (entered) => prepareBatch(entered, named, options),
  });
  const elsewhere = named.elsewhere(found);
  io.err(`${elsewhere}${notReadLines(found)}`);
  const planned = found.flatMap((each) => (each.kind === 'done' ? [each.value] : []));
  const isComplete = found.every(({ kind }) => kind !== 'failed') && planned.every((each) => each.isComplete);
  const code = await runBatches(found, { ...options, io, file, isAllKnown: isComplete });
  const isRefused = elsewhere !== '' || planned.some((each) => each.isRefused);
  return worstOf([code, isRefused ? EXIT.notCompliant : EXIT.ok, isComplete ? EXIT.ok : EXIT.failed]);
}

/** The users of an account, and what is to be started for them. */
interface PlannedAccount extends AccountBatch {
  readonly isRefused: boolean;
  /** False if the effect of an execution in the file is not known. */
  readonly isComplete: boolean;
}

async function prepareBatch(
  entered: EnteredAccount,
  named: ReadNamedKeys,
  options: CleanupNamedKeysOptions,
): Promise<PlannedAccount> {
  const { account, io } = entered;
  const { identity, users, isComplete, isElsewhere } = await within(io.interruption, async () => {
    const caller = await readIdentity(account);
    return { identity: caller, ...(await named.of(entered, caller)) };
  });
  const checked: CheckedUser[] = [];
  for (const user of users) checked.push({ user, action: await actionFor(user, entered, options) });
  for (const each of checked) io.out(describeNamedUser(each));
  const parameters = commonParameters(identity, options);
  const requests = checked.flatMap((each) => requestFor(each, parameters));
  const question = questionAbout(requests, options.soakDays);
  const isRefused = isElsewhere || checked.some(({ action }) => action.kind === 'refused');
  const batch = { document: RUNBOOKS.delete.name, requests, question, identity };
  return { account, io, batch, isRefused, isComplete };
}

interface CheckedUser {
  readonly user: NamedUser;
  readonly action: SoakAction;
}

async function actionFor(
  user: NamedUser,
  { account: { ledger }, at }: EnteredAccount,
  { soakDays }: CleanupNamedKeysOptions,
): Promise<SoakAction> {
  // The command opens the ledger in every account.
  const records: readonly KeyRecord[] = ledger ? await readKeyRecords(ledger, userId(user.userId)) : [];
  return checkSoak(user, records, { soakDays, now: at });
}

function describeNamedUser({ user: { userName }, action }: CheckedUser): string {
  const words =
    action.kind === 'delete'
      ? `to be deleted: ${action.accessKeyIds.join(', ')}`
      : `${action.kind === 'nothing' ? 'nothing to do' : 'refused'}: ${action.reason}`;
  return `${clean(`${userName}: ${words}`)}\n`;
}

function commonParameters(
  identity: Identity,
  { rolePath, soakDays, dryRun }: CleanupNamedKeysOptions,
): RunbookStart['parameters'] {
  return {
    AutomationAssumeRole: automationRoleArn(identity, rolePath),
    SoakDays: String(soakDays),
    DryRun: String(Boolean(dryRun)),
  };
}

function requestFor(
  { user: { userName, userId }, action }: CheckedUser,
  parameters: RunbookStart['parameters'],
): readonly RunbookStart[] {
  if (action.kind !== 'delete') return [];
  const shownAccessKeyIds = action.accessKeyIds;
  return [{ userName, userId, shownAccessKeyIds, parameters: { ...parameters, IAMUserId: userId } }];
}

function questionAbout(requests: readonly RunbookStart[], soakDays: number): string {
  const keys = requests.flatMap(({ shownAccessKeyIds = [] }) => shownAccessKeyIds);
  const deactivated = `deactivated ${count(soakDays, 'day')} ago or earlier`;
  return `Delete permanently ${describeKeys(keys)} of ${describeUsers(requests)}, ${deactivated}?`;
}
