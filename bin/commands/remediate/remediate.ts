import { within } from '../../../aws/deadline.ts';
import { RUNBOOKS } from '../../../product/runbooks.ts';
import { readIdentity } from '../../account/identity.ts';
import { describePolicy, type PolicyOptions, policyOf, readDeployedPolicy } from '../../account/policy.ts';
import { assertOneSelection, describeKeys, describeUsers, listNamedUsers } from '../../account/users.ts';
import { type EnteredAccount, type InAccount, inEachAccount } from '../../accounts/in-each-account.ts';
import type { ExitCode } from '../../command-line/exit-codes.ts';
import { TAG_COLUMNS } from '../../formats/tag-columns.ts';
import { toText } from '../../formats/text.ts';
import { count } from '../../formats/words.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { InventoryUser } from '../../inventory/inventory-user.ts';
import { joinFound } from '../../inventory/join-found.ts';
import {
  exitCodeFor,
  incompleteWarning,
  isAllRead,
  onlyNonCompliant,
  takeInventory,
} from '../../inventory/take-inventory.ts';
import type { AccountBatch, BatchOptions } from '../../runbooks/batch.ts';
import type { RunbookStart } from '../../runbooks/batch-report.ts';
import { openReceipts, type ReceiptsOptions } from '../../runbooks/keep-receipts.ts';
import { runBatches } from '../../runbooks/run-batches.ts';
import type { Io } from '../../terminal/io.ts';
import { deactivationParameters } from './deactivation-parameters.ts';

/** The options of `remediate`. */
export interface RemediateOptions extends BatchOptions, ReceiptsOptions, PolicyOptions {
  readonly all?: boolean;
  /** A decision file instead of names of users. */
  readonly decisions?: string;
}

/**
 * Starts the deactivation runbook for the named users, or for all users with surplus keys, or does what
 * people decided in a file. Parameters that are not given are those of the deployed rule, as for the button
 * on the compliance dashboard.
 */
export async function remediate(
  names: readonly string[],
  options: RemediateOptions,
  io: Io,
): Promise<ExitCode> {
  const { all, decisions, accounts } = options;
  assertOneSelection(names, { '--all': all, '--decisions': decisions }, accounts);
  if (decisions === undefined) return remediateUsers(names, options, io);
  // Only this option needs the reader of CSV.
  const { remediateDecisions } = await import('./remediate-decisions.ts');
  return remediateDecisions({ ...options, decisions }, io);
}

/** Shows the plan for the users first. */
async function remediateUsers(
  names: readonly string[],
  options: RemediateOptions,
  io: Io,
): Promise<ExitCode> {
  policyOf(options); // Invalid options are reported before the first call to AWS.
  const file = openReceipts(options);
  const found = await inEachAccount(options, io, {
    work: (entered) => prepareBatch(entered, names, options),
  });
  const inventory = joinFound(found.map(inventoryOf), { now: io.now(), tagColumns: TAG_COLUMNS });
  io.out(toText(options.all ? onlyNonCompliant(inventory) : inventory, io.width));
  io.err(incompleteWarning(inventory, io));
  const isAllKnown = isAllRead(inventory);
  return exitCodeFor(inventory, await runBatches(found, { ...options, io, file, isAllKnown }), io);
}

/** The users of an account, and what is to be started for them. */
interface PlannedAccount extends AccountBatch {
  readonly inventory: Inventory;
}

function inventoryOf(found: InAccount<PlannedAccount>): InAccount<Inventory> {
  return found.kind === 'done' ? { ...found, value: found.value.inventory } : found;
}

async function prepareBatch(
  entered: EnteredAccount,
  names: readonly string[],
  options: RemediateOptions,
): Promise<PlannedAccount> {
  const { account, io } = entered;
  const { listing, identity, policy } = await within(io.interruption, async () => {
    const users = options.all ? undefined : await listNamedUsers(account.iam, names);
    const caller = await readIdentity(account);
    return { listing: users, identity: caller, policy: await readDeployedPolicy(options, account, caller) };
  });
  io.err(`Parameters: ${describePolicy(policy)}\n`);
  const inventory = await takeInventory(entered, { policy, listing, accountAlias: identity.accountAlias });
  const parameters = deactivationParameters(identity, policy, options);
  const requests = (listing ?? inventory.users.filter(hasSurplus)).map((user) =>
    requestFor(user, inventory, parameters),
  );
  const question = questionAbout(requests);
  const batch = { document: RUNBOOKS.deactivate.name, requests, question, identity };
  return { account, io, batch, inventory };
}

function questionAbout(requests: readonly RunbookStart[]): string {
  const keys = requests.flatMap(({ decision }) => decision?.surplusAccessKeyIds ?? []);
  const unread = requests.filter(({ decision }) => !decision).length;
  const others = unread > 0 ? `, and those of ${count(unread, 'user')} that could not be read` : '';
  return `Deactivate ${describeKeys(keys)} of ${describeUsers(requests)}${others}?`;
}

function requestFor(
  { userName, userId }: Pick<RunbookStart, 'userName' | 'userId'>,
  inventory: Inventory,
  parameters: RunbookStart['parameters'],
): RunbookStart {
  return {
    userName,
    userId,
    ...decisionOf(inventory, userId),
    parameters: { ...parameters, IAMUserId: userId },
  };
}

function hasSurplus({ plan }: InventoryUser): boolean {
  return plan?.action === 'deactivate';
}

/** The decision that was shown for a user; absent if the user could not be read. */
function decisionOf({ users }: Inventory, userId: string): Pick<RunbookStart, 'decision'> {
  const user = users.find((each) => each.userId === userId);
  if (!user) return {};
  const { complianceType, explanation, plan } = user;
  const surplusAccessKeyIds = plan?.action === 'deactivate' ? plan.surplusAccessKeyIds : [];
  return { decision: { complianceType, explanation, surplusAccessKeyIds } };
}
