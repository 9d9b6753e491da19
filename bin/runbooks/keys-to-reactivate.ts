import { listUsers } from '../../aws/iam-users.ts';
import { isAccessKeyId, isUserId } from '../../policy/identifiers.ts';
import type { Account } from '../account/account.ts';
import type { Identity } from '../account/identity.ts';
import { assertIsNoName, listNamedUsers } from '../account/users.ts';
import { UsageError } from '../command-line/errors.ts';
import { type DeactivatedKey, deactivatedKeysOf, executionsWithUnknownEffect } from './deactivated.ts';
import { readExecution } from './executions.ts';
import { type ReadReceipt, readReceipts } from './receipts-file.ts';
import { hasEnded, type RunbookExecution } from './runbook-execution.ts';

/** The keys of an undo. */
export interface KeysToReactivate {
  readonly keys: readonly DeactivatedKey[];
  /** Executions that may have deactivated a key without reporting it. */
  readonly unknown: readonly RunbookExecution[];
}

/** Reads a receipts file; throws `UsageError` if a user is named, too, or if the file has no receipts. */
export function readReceiptsAlone(file: string, userName: string | undefined): ReadReceipt[] {
  if (userName === undefined) return readReceipts(file);
  throw new UsageError('expected a user and a key, or --receipts; received both');
}

/**
 * The receipts by their accounts; throws `UsageError` for a receipt that does not name its account, as those
 * of version 0.1.
 */
export function byAccount(read: readonly ReadReceipt[]): ReadonlyMap<string, readonly ReadReceipt[]> {
  const accounts = new Map<string, ReadReceipt[]>();
  for (const receipt of read) {
    if (receipt.accountId === undefined) throw new UsageError(NO_ACCOUNT);
    accounts.set(receipt.accountId, [...(accounts.get(receipt.accountId) ?? []), receipt]);
  }
  return accounts;
}

const NO_ACCOUNT =
  'these receipts do not name their account: undo them without --accounts, with the credentials of the account';

/**
 * The keys that the executions in a file deactivated; executions that had not ended when it was written are
 * read again. Throws `UsageError` if the executions ran in another account or Region.
 */
export async function readKeysOf(
  read: readonly ReadReceipt[],
  { iam, ssm }: Account,
  identity: Identity,
): Promise<KeysToReactivate> {
  for (const receipt of read) refuseElsewhere(receipt, identity);
  const receipts: RunbookExecution[] = [];
  for (const execution of read) {
    const mayHaveEndedSince = !hasEnded(execution) && execution.automationExecutionId !== '';
    receipts.push(mayHaveEndedSince ? await readExecution(execution, ssm()) : execution);
  }
  const keys = await withCurrentNames(iam, deactivatedKeysOf(receipts));
  return { keys, unknown: executionsWithUnknownEffect(receipts) };
}

/**
 * The same values with the names of now: names change, and a file may have been edited, so that only IAM
 * knows the users of these ids.
 */
export async function withCurrentNames<Value extends Pick<DeactivatedKey, 'userName' | 'userId'>>(
  iam: Account['iam'],
  values: readonly Value[],
): Promise<Value[]> {
  if (values.length === 0) return [];
  const names = new Map<string, string>();
  for await (const user of listUsers(iam)) names.set(user.userId, user.userName);
  return values.map((value) => ({ ...value, userName: names.get(value.userId) ?? value.userName }));
}

/** The ledger that knows which keys were deactivated is in the account and the Region of the executions. */
function refuseElsewhere({ accountId, region }: ReadReceipt, identity: Identity): void {
  if (accountId !== undefined && accountId !== identity.accountId)
    throw new UsageError(
      `these receipts are from account ${accountId}, the credentials are of ${identity.accountId}: give --profile, or --accounts`,
    );
  if (region !== undefined && region !== identity.region)
    throw new UsageError(
      `these receipts are from ${region}, the Region of this command is ${identity.region}: give --region`,
    );
}

/** The user and the key that an undo without receipts names. */
export interface NamedKey {
  readonly userName: string;
  readonly accessKeyId: string;
}

/**
 * The user and the key that the arguments name; throws `UsageError` if one of them is missing, and for a text
 * that is no id of a key.
 */
export function namedKeyOf(userName: string | undefined, accessKeyId: string | undefined): NamedKey {
  if (userName === undefined)
    throw new UsageError('expected USER and KEY, in one account, or --receipts FILE; received neither');
  const expected = `expected the id of an access key after ${userName}, AKIA…`;
  if (accessKeyId === undefined) throw new UsageError(`${expected}; received none. ${WHERE_THE_IDS_ARE}`);
  if (!isAccessKeyId(accessKeyId)) throw new UsageError(`${expected}; received "${accessKeyId}"`);
  return { userName, accessKeyId };
}

const WHERE_THE_IDS_ARE = 'one-active-key history has the ids of the keys that were deactivated';

/**
 * The named key of the named user; throws `UsageError` for a name that no user of the account has, and for an
 * id that is the name of another user. An id needs no iam:ListUsers: the runbook finds its user.
 */
export async function readNamedKey(
  account: Account,
  { userName, accessKeyId }: NamedKey,
): Promise<KeysToReactivate> {
  if (isUserId(userName)) {
    await assertIsNoName(account.iam, userName);
    return { keys: [{ userName, userId: userName, accessKeyId }], unknown: [] };
  }
  const users = await listNamedUsers(account.iam, [userName]);
  return { keys: users.map((user) => ({ ...user, accessKeyId })), unknown: [] };
}
