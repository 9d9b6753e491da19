import { readWholeNumber } from '../../policy/parameters.ts';
import { DAY_MS } from '../../policy/policy.ts';
import { automationRoleArn } from '../../product/role-path.ts';
import { RUNBOOKS } from '../../product/runbooks.ts';
import { SOAK_DAYS } from '../../remediation/request.ts';
import { orUsageError, UsageError } from '../errors.ts';
import type { ExitCode } from '../exit-codes.ts';
import { clean } from '../formats/clean.ts';
import { count } from '../formats/words.ts';
import { readIdentity } from '../identity.ts';
import type { InventoryDeactivation, InventoryUser } from '../inventory/inventory.ts';
import type { Io } from '../io.ts';
import { openAccount } from '../open-account.ts';
import { policyOf } from '../policy.ts';
import { openReceipts, type ReceiptsOptions } from './keep-receipts.ts';
import { type BatchOptions, runBatch } from './run-batch.ts';
import { exitCodeFor, incompleteWarning, takeInventory } from './take-inventory.ts';
import { assertUsersOrAll, describeKeys, describeUsers, listNamedUsers } from './users.ts';

/** The options of `cleanup`. */
export interface CleanupOptions extends BatchOptions, ReceiptsOptions {
  readonly all?: boolean;
  readonly soakDays: string;
}

const NO_LEDGER =
  'expected --ledger-table with --all, the output LedgerTable of the stack: only the ledger knows which keys One Active ' +
  'Key deactivated';

/**
 * Starts the deletion runbook for the named users, or for all users with a key whose soak is over; shows these keys
 * first.
 */
export async function cleanup(names: readonly string[], options: CleanupOptions, io: Io): Promise<ExitCode> {
  const soakDays = readOptions(names, options);
  const file = openReceipts(options);
  const account = await openAccount(options, io);
  const listing = options.all ? undefined : await listNamedUsers(account.iam, names);
  const identity = await readIdentity(account);
  const inventory = await takeInventory(account, io, { policy: policyOf({}), listing });
  const latest = new Date(account.now().getTime() - soakDays * DAY_MS);
  const users = inventory.users.filter(({ deactivations }) => deactivations.some(isSoaked(latest)));
  showRecords(users, latest, io);
  io.err(incompleteWarning(inventory));
  const common = {
    AutomationAssumeRole: automationRoleArn(identity, options.rolePath),
    SoakDays: String(soakDays),
    DryRun: String(Boolean(options.dryRun)),
  };
  const requests = (listing ?? users).map(({ userName, userId }) => ({
    userName,
    userId,
    parameters: { ...common, IAMUserId: userId },
  }));
  const keys = inventory.readsLedger ? describeKeys(soakedKeysOf(users, latest)) : 'the access keys';
  const deactivated = `deactivated ${count(soakDays, 'day')} ago or earlier`;
  const question = `Delete permanently ${keys} of ${describeUsers(requests)}, ${deactivated}?`;
  const batch = { document: RUNBOOKS.delete.name, requests, question, identity, file };
  return exitCodeFor(inventory, await runBatch({ account, io }, batch, options));
}

/** Throws `UsageError` for invalid options; returns the soak in days. */
function readOptions(names: readonly string[], options: CleanupOptions): number {
  assertUsersOrAll(names, options.all);
  if (options.all && !options.sandbox && !options.ledgerTable) throw new UsageError(NO_LEDGER);
  const { soakDays } = options;
  return orUsageError(() => readWholeNumber({ soakDays }, 'soakDays', SOAK_DAYS));
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
