import { listUsers } from '../../aws/iam-reads.ts';
import type { Policy } from '../../policy/policy.ts';
import { type Account, type AccountOptions, environmentOf, ownerOf } from '../account.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { count } from '../formats/words.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { type ReadInventoryOptions, readInventory } from '../inventory/read-inventory.ts';
import type { Io } from '../io.ts';
import { openAccount } from '../open-account.ts';
import { type PolicyOptions, policyAsDeployed, policyOf } from '../policy.ts';
import { createProgress } from '../progress.ts';

/** What every command that looks is asked. */
export interface InventoryOptions extends AccountOptions, PolicyOptions {
  /** Judge by the parameters of the deployed rule, in place of the defaults. */
  readonly asDeployed?: boolean;
}

/** Reads and judges all users of the account that the options name, and shows how far it has come. */
export async function openAndTakeInventory(options: InventoryOptions, io: Io): Promise<Inventory> {
  const policy = policyOf(options);
  const account = await openAccount(options, io);
  if (!options.asDeployed) return takeInventory(account, policy, io);
  return takeInventory(account, await policyAsDeployed(options, account, await environmentOf(account)), io);
}

/** The same of an account that is open already, and of some users alone where they are given. */
export async function takeInventory(
  { iam, now }: Account,
  policy: Policy,
  io: Io,
  listing: ReadInventoryOptions['listing'] = listUsers(iam),
): Promise<Inventory> {
  const progress = createProgress(io, 'users read');
  try {
    const { show: onProgress } = progress;
    const { accountId } = await ownerOf(iam);
    const { interruption: signal } = io;
    return await readInventory({ iam, listing, accountId, policy, now: now(), signal, onProgress });
  } finally {
    progress.end();
  }
}

/** Only the users that do not comply; the summary stays that of all, so that nobody looks as if there were no others. */
export function onlyNonCompliant(inventory: Inventory): Inventory {
  const users = inventory.users.filter(({ complianceType }) => complianceType === 'NON_COMPLIANT');
  return { ...inventory, users };
}

/** What the inventory does not have, in words for standard error; empty where it has all. */
export function incompleteWarning({ isComplete, failures }: Inventory): string {
  const [first] = failures;
  const lines = [
    ...(isComplete ? [] : ['Broken off: what is shown is what was known by then.']),
    ...(first ? [`${count(failures.length, 'user')} could not be read; no verdict: ${first.reason}`] : []),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

/** The exit code of a command that did all it could on what was known: unknown is not a verdict. */
export function exitCodeFor({ isComplete, failures }: Inventory, code: ExitCode): ExitCode {
  if (!isComplete) return EXIT.interrupted;
  return failures.length > 0 ? EXIT.failed : code;
}
