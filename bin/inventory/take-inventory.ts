import type { Policy } from '../../policy/policy.ts';
import { type Account, type AccountOptions, readEnvironment, readOwner } from '../account/account.ts';
import { type PolicyOptions, policyOf, readDeployedPolicy } from '../account/policy.ts';
import type { EnteredAccount, InAccount } from '../accounts/in-each-account.ts';
import { linesByFirstAccount } from '../accounts/not-read.ts';
import type { AccountsOptions } from '../accounts/options.ts';
import { EXIT, type ExitCode } from '../command-line/exit-codes.ts';
import { clean } from '../formats/clean.ts';
import { count } from '../formats/words.ts';
import type { Io } from '../terminal/io.ts';
import { createProgress } from '../terminal/progress.ts';
import { readAttributes } from './attributes.ts';
import type { Inventory } from './inventory.ts';
import type { UnreadUser } from './inventory-user.ts';
import { type ReadInventoryOptions, readInventory } from './read-inventory.ts';

/** The options of every command that reads the users. */
export interface InventoryOptions extends AccountOptions, AccountsOptions, PolicyOptions {
  /** Uses the parameters of the deployed rule instead of the defaults. */
  readonly asDeployed?: boolean;
}

/** The policy of an account: the given one, or that of its deployed rule. */
export async function readPolicy(options: InventoryOptions, account: Account): Promise<Policy> {
  const policy = policyOf(options);
  return options.asDeployed ? readDeployedPolicy(options, account, await readEnvironment(account)) : policy;
}

/** The policy, and the users to read. */
export interface TakeInventoryOptions {
  readonly policy: Policy;
  /** All users of the account if it is not given. */
  readonly listing?: ReadInventoryOptions['users'];
  /** Undefined if it is not known. */
  readonly accountAlias?: string | undefined;
  /** Reads also who is privileged and who has access to the console, and shows these tags in columns. */
  readonly tagColumns?: readonly string[];
}

/** Reads and judges all users of an account, or the given ones, and shows the progress. */
export async function takeInventory(
  { account, io, accountName, at }: EnteredAccount,
  { policy, listing, accountAlias, tagColumns }: TakeInventoryOptions,
): Promise<Inventory> {
  const { iam, ledger, wait } = account;
  const signal = io.interruption;
  const progress = createProgress(io, 'users read');
  try {
    const { accountId } = await readOwner(account);
    const attributes = tagColumns && (await readAttributes({ iam, wait, signal }));
    return await readInventory({
      iam,
      ledger,
      users: listing,
      account: { accountId, accountName, accountAlias: accountAlias ?? null },
      policy,
      now: at,
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

/** What is known of the users of one or several accounts. */
export interface Completeness {
  /** False if an account could not be read, or the reading was interrupted. */
  readonly isComplete: boolean;
  readonly failures: readonly UnreadUser[];
}

/** Whether every user of every account was read. */
export function isAllRead({ isComplete, failures }: Completeness): boolean {
  return isComplete && failures.length === 0;
}

/**
 * What is known of the users of the accounts that were found. One that nobody can use has no users to know.
 */
export function completenessOf(
  found: readonly InAccount<{ readonly inventory: Completeness }>[],
): Completeness {
  const read = found.flatMap((each) => (each.kind === 'done' ? [each.value.inventory] : []));
  return {
    isComplete: found.every(({ kind }) => kind !== 'failed') && read.every(({ isComplete }) => isComplete),
    failures: read.flatMap(({ failures }) => failures),
  };
}

/** A warning about users that are missing in an inventory; empty if it is complete. */
export function incompleteWarning({ isComplete, failures }: Completeness, { interruption }: Io): string {
  const [first] = failures;
  const lines = [
    ...(!isComplete && interruption.aborted
      ? ['Interrupted: only the users that were read so far are shown.']
      : []),
    ...(first
      ? [
          `${count(failures.length, 'user')} could not be read, so there is no verdict. The first error: ` +
            `${clean(first.reason)}`,
        ]
      : []),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

/** A line for the accounts that were not read, by their reasons. */
export function notReadLines(found: readonly InAccount<unknown>[]): string {
  const unread = found.flatMap(({ accountId = '', ...each }) =>
    each.kind === 'done' ? [] : [{ accountId, label: accountId, reason: each.reason }],
  );
  const lines = [...linesByFirstAccount('NOT READ', unread).values()];
  return lines.map((line) => `${clean(line)}\n`).join('');
}

/** The exit code of a command: `code`, unless something was not read: it has no verdict. */
export function exitCodeFor(
  { isComplete, failures }: Completeness,
  code: ExitCode,
  { interruption }: Io,
): ExitCode {
  if (!isComplete) return interruption.aborted ? EXIT.interrupted : EXIT.failed;
  return failures.length > 0 ? EXIT.failed : code;
}
