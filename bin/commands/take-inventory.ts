import type { Policy } from '../../policy/policy.ts';
import { type Account, type AccountOptions, readEnvironment, readOwner } from '../account.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { clean } from '../formats/clean.ts';
import { count } from '../formats/words.ts';
import { readAttributes } from '../inventory/attributes.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { type ReadInventoryOptions, readInventory } from '../inventory/read-inventory.ts';
import type { Io } from '../io.ts';
import { openAccount } from '../open-account.ts';
import { type PolicyOptions, policyOf, readDeployedPolicy } from '../policy.ts';
import { createProgress } from '../progress.ts';

/** The options of every command that reads the users. */
export interface InventoryOptions extends AccountOptions, PolicyOptions {
  /** Uses the parameters of the deployed rule instead of the defaults. */
  readonly asDeployed?: boolean;
}

/** Opens the account that the options name, and finds the policy: the given one, or that of the deployed rule. */
export async function openWithPolicy(
  options: InventoryOptions,
  io: Io,
): Promise<{ readonly account: Account; readonly policy: Policy }> {
  const policy = policyOf(options);
  const account = await openAccount(options, io);
  if (!options.asDeployed) return { account, policy };
  const environment = await readEnvironment(account);
  return { account, policy: await readDeployedPolicy(options, account, environment) };
}

/** The policy, and the users to read. */
export interface TakeInventoryOptions {
  readonly policy: Policy;
  /** All users of the account if it is not given. */
  readonly listing?: ReadInventoryOptions['users'];
  /** Reads also who is privileged and who has access to the console, and shows these tags in columns. */
  readonly tagColumns?: readonly string[];
}

/** Reads and judges all users of an account, or the given ones, and shows the progress. */
export async function takeInventory(
  { iam, ledger, now, wait }: Account,
  io: Io,
  { policy, listing, tagColumns }: TakeInventoryOptions,
): Promise<Inventory> {
  const signal = io.interruption;
  const progress = createProgress(io, 'users read');
  try {
    const { accountId } = await readOwner(iam);
    const attributes = tagColumns && (await readAttributes({ iam, wait, signal }));
    return await readInventory({
      iam,
      ledger,
      users: listing,
      accountId,
      policy,
      now: now(),
      signal,
      attributes,
      tagColumns,
      onProgress: progress.show,
    });
  } finally {
    progress.end();
  }
}

/** The inventory with only the users that do not comply; its summary still counts all users. */
export function onlyNonCompliant(inventory: Inventory): Inventory {
  const users = inventory.users.filter(({ complianceType }) => complianceType === 'NON_COMPLIANT');
  return { ...inventory, users };
}

/** A warning about users that are missing in the inventory; empty if it is complete. */
export function incompleteWarning({
  isComplete,
  failures,
}: Pick<Inventory, 'isComplete' | 'failures'>): string {
  const [first] = failures;
  const lines = [
    ...(isComplete ? [] : ['Interrupted: only the users that were read so far are shown.']),
    ...(first
      ? [
          `${count(failures.length, 'user')} could not be read, so there is no verdict. The first error: ` +
            `${clean(first.reason)}`,
        ]
      : []),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

/** The exit code of a command: `code`, unless the inventory is incomplete: a user that was not read has no verdict. */
export function exitCodeFor(
  { isComplete, failures }: Pick<Inventory, 'isComplete' | 'failures'>,
  code: ExitCode,
): ExitCode {
  if (!isComplete) return EXIT.interrupted;
  return failures.length > 0 ? EXIT.failed : code;
}
