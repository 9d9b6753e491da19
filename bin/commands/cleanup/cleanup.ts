import { within } from '../../../aws/deadline.ts';
import { parseWholeNumber } from '../../../policy/parameters.ts';
import { DAY_MS } from '../../../policy/policy.ts';
import { automationRoleArn } from '../../../product/role-path.ts';
import { RUNBOOKS } from '../../../product/runbooks.ts';
import { SOAK_DAYS } from '../../../remediation/request.ts';
import { readIdentity } from '../../account/identity.ts';
import { DEPLOYED } from '../../account/ledger-table.ts';
import { policyOf } from '../../account/policy.ts';
import { assertOneSelection, describeKeys, describeUsers, listNamedUsers } from '../../account/users.ts';
import { type EnteredAccount, inEachAccount } from '../../accounts/in-each-account.ts';
import { orUsageError } from '../../command-line/errors.ts';
import type { ExitCode } from '../../command-line/exit-codes.ts';
import { clean } from '../../formats/clean.ts';
import { count } from '../../formats/words.ts';
import { readsAllLedgers } from '../../inventory/accounts.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { InventoryDeactivation, InventoryUser } from '../../inventory/inventory-user.ts';
import {
  completenessOf,
  exitCodeFor,
  incompleteWarning,
  isAllRead,
  notReadLines,
  takeInventory,
} from '../../inventory/take-inventory.ts';
import type { AccountBatch, BatchOptions } from '../../runbooks/batch.ts';
import { openReceipts, type ReceiptsOptions } from '../../runbooks/keep-receipts.ts';
import { runBatches } from '../../runbooks/run-batches.ts';
import type { Io } from '../../terminal/io.ts';

/** The options of `cleanup`. */
export interface CleanupOptions extends BatchOptions, Omit<ReceiptsOptions, 'receipts'> {
  readonly all?: boolean;
  /** A decision file instead of names of users. */
  readonly decisions?: string;
  /** The receipts of an earlier `remediate` instead of names of users. */
  readonly receipts?: string;
  /** A new file for the receipts. */
  readonly output?: string;
  readonly soakDays: string;
}

/**
 * Starts the deletion runbook for the named users, for all users with a key whose soak is over, or for the
 * keys of a file; shows these keys first.
 */
export async function cleanup(names: readonly string[], options: CleanupOptions, io: Io): Promise<ExitCode> {
  const soakDays = parseOptions(names, options);
  const { decisions, receipts, ...others } = options;
  if (decisions === undefined && receipts === undefined) return cleanupUsers(names, options, io);
  // Only these options need the reader of CSV.
  const { cleanupNamedKeys } = await import('./cleanup-named-keys.ts');
  return cleanupNamedKeys({ ...others, soakDays, decisions, receipts }, io);
}

async function cleanupUsers(names: readonly string[], options: CleanupOptions, io: Io): Promise<ExitCode> {
  const soakDays = parseSoak(options);
  const file = openReceipts({ ...options, receipts: options.output, option: '--output' });
  // Only the ledger knows which keys One Active Key deactivated.
  const ledgerTable = options.ledgerTable ?? (options.all ? DEPLOYED : undefined);
  const found = await inEachAccount({ ...options, ledgerTable }, io, {
    work: (entered) => prepareBatch(entered, names, { ...options, soak: soakDays }),
  });
  io.err(notReadLines(found));
  const completeness = completenessOf(found);
  io.err(incompleteWarning(completeness, io));
  const isAllKnown = isAllRead(completeness);
  return exitCodeFor(completeness, await runBatches(found, { ...options, io, file, isAllKnown }), io);
}

/** The users of an account, and what is to be started for them. */
interface PlannedAccount extends AccountBatch {
  readonly inventory: Inventory;
}

async function prepareBatch(
  entered: EnteredAccount,
  names: readonly string[],
  { all, soak, rolePath, dryRun }: CleanupOptions & { readonly soak: number },
): Promise<PlannedAccount> {
  const { account, io } = entered;
  const [listing, identity] = await within(io.interruption, async () => [
    all ? undefined : await listNamedUsers(account.iam, names),
    await readIdentity(account),
  ]);
  const inventory = await takeInventory(entered, { policy: policyOf({}), listing });
  const latest = new Date(account.now().getTime() - soak * DAY_MS);
  const users = inventory.users.filter(({ deactivations }) => deactivations.some(isSoaked(latest)));
  showRecords(users, latest, io);
  const common = {
    AutomationAssumeRole: automationRoleArn(identity, rolePath),
    SoakDays: String(soak),
    DryRun: String(Boolean(dryRun)),
  };
  const requests = (listing ?? users).map(({ userName, userId }) => ({
    userName,
    userId,
    parameters: { ...common, IAMUserId: userId },
  }));
  const keys = readsAllLedgers(inventory) ? describeKeys(soakedKeysOf(users, latest)) : 'the access keys';
  const deactivated = `deactivated ${count(soak, 'day')} ago or earlier`;
  const question = `Delete permanently ${keys} of ${describeUsers(requests)}, ${deactivated}?`;
  return { account, io, inventory, batch: { document: RUNBOOKS.delete.name, requests, question, identity } };
}

/** Throws `UsageError` for invalid options; returns the soak in days. */
function parseOptions(names: readonly string[], options: CleanupOptions): number {
  const { all, decisions, receipts, accounts } = options;
  assertOneSelection(names, { '--all': all, '--decisions': decisions, '--receipts': receipts }, accounts);
  return parseSoak(options);
}

function parseSoak({ soakDays }: CleanupOptions): number {
  return orUsageError(() => parseWholeNumber({ soakDays }, 'soakDays', SOAK_DAYS));
}

function isSoaked(latest: Date): (record: InventoryDeactivation) => boolean {
  return ({ state, deactivatedAt }) =>
    state === 'done' && deactivatedAt !== null && Date.parse(deactivatedAt) <= latest.getTime();
}

function soakedKeysOf(users: readonly InventoryUser[], latest: Date): string[] {
  return users.flatMap(({ deactivations }) =>
    deactivations.filter(isSoaked(latest)).map(({ accessKeyId }) => accessKeyId),
  );
}

/** Shows the keys whose soak is over by their records; the runbook decides whether it deletes them. */
function showRecords(users: readonly InventoryUser[], latest: Date, io: Io): void {
  for (const { userName, deactivations } of users) {
    for (const { accessKeyId, deactivatedAt } of deactivations.filter(isSoaked(latest))) {
      io.out(`${clean(`${userName}: ${accessKeyId}, deactivated ${deactivatedAt}`)}\n`);
    }
  }
}
