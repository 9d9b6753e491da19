import { automationRoleArn } from '../../product/role-path.ts';
import { RUNBOOKS } from '../../product/runbooks.ts';
import type { ExitCode } from '../exit-codes.ts';
import { toText } from '../formats/text.ts';
import { count } from '../formats/words.ts';
import { readIdentity } from '../identity.ts';
import type { Inventory, InventoryUser } from '../inventory/inventory.ts';
import type { Io } from '../io.ts';
import { openAccount } from '../open-account.ts';
import {
  describePolicy,
  type PolicyOptions,
  policyOf,
  readDeployedPolicy,
  toRunbookParameters,
} from '../policy.ts';
import type { RunbookStart } from './batch-report.ts';
import { openReceipts, type ReceiptsOptions } from './keep-receipts.ts';
import { type BatchOptions, runBatch } from './run-batch.ts';
import { exitCodeFor, incompleteWarning, onlyNonCompliant, takeInventory } from './take-inventory.ts';
import { assertUsersOrAll, describeKeys, describeUsers, listNamedUsers } from './users.ts';

/** The options of `remediate`. */
export interface RemediateOptions extends BatchOptions, ReceiptsOptions, PolicyOptions {
  readonly all?: boolean;
}

/**
 * Starts the deactivation runbook for the named users, or for all users with surplus keys; shows the plan first. Parameters
 * that are not given are those of the deployed rule, as for the button on the compliance dashboard.
 */
export async function remediate(
  names: readonly string[],
  options: RemediateOptions,
  io: Io,
): Promise<ExitCode> {
  assertUsersOrAll(names, options.all);
  policyOf(options); // Invalid options are reported before the first call to AWS.
  const file = openReceipts(options);
  const account = await openAccount(options, io);
  const listing = options.all ? undefined : await listNamedUsers(account.iam, names);
  const identity = await readIdentity(account);
  const policy = await readDeployedPolicy(options, account, identity);
  io.err(`Parameters: ${describePolicy(policy)}\n`);
  const inventory = await takeInventory(account, io, { policy, listing });
  io.out(toText(listing ? inventory : onlyNonCompliant(inventory), io.width));
  io.err(incompleteWarning(inventory));
  const common = {
    AutomationAssumeRole: automationRoleArn(identity, options.rolePath),
    ...toRunbookParameters(policy),
    DryRun: String(Boolean(options.dryRun)),
  };
  const requests = (listing ?? inventory.users.filter(hasSurplus)).map((user) =>
    requestFor(user, inventory, common),
  );
  const batch = {
    document: RUNBOOKS.deactivate.name,
    requests,
    question: questionAbout(requests),
    identity,
    file,
  };
  return exitCodeFor(inventory, await runBatch({ account, io }, batch, options));
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
