import { within } from '../../../aws/deadline.ts';
import { type DescribedUser, listDescribedUsers } from '../../../aws/iam-users.ts';
import { userId as toUserId, type UserId } from '../../../policy/identifiers.ts';
import type { Policy } from '../../../policy/policy.ts';
import { type Account, readOwner } from '../../account/account.ts';
import type { EnteredAccount } from '../../accounts/in-each-account.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { takeInventory } from '../../inventory/take-inventory.ts';
import type { PlacedRow } from '../row.ts';
import type { CurrentAccount } from './current-account.ts';

/** The account as far as a decision file names its users, and the inventory of these users. */
export interface ReadCurrentAccount {
  readonly current: CurrentAccount;
  readonly inventory: Inventory;
}

/** Whose keys are read: those of the users of a decision file, or also those of all others. */
export type UsersToRead = 'of the file' | 'all';

/**
 * Reads the users of a decision file as they are now, and no others unless `users` is `all`. Lists all users
 * once, and again if one of the file is missing: a listing is paged, so a user that is renamed meanwhile may
 * be on no page.
 */
export async function readCurrentAccount(
  entered: EnteredAccount,
  rows: readonly PlacedRow[],
  { policy, users: usersToRead }: { readonly policy: Policy; readonly users: UsersToRead },
): Promise<ReadCurrentAccount> {
  const { account, io, at } = entered;
  const owner = await within(io.interruption, () => readOwner(account));
  const { accountId } = owner;
  const wanted = new Set(rows.filter(({ row }) => row.accountId === accountId).map(({ row }) => row.userId));
  const all = await within(io.interruption, () => listUntilComplete(account, wanted));
  const listing = [...all.values()].filter(({ userId }) => usersToRead === 'all' || wanted.has(userId));
  // An account whose owner is known is not asked again.
  const known = accountId ? { ...entered, account: { ...account, owner } } : entered;
  const inventory = await takeInventory(known, { policy, listing });
  const users = new Map(inventory.users.map((user) => [user.userId, user]));
  const reasons = new Map(inventory.failures.map(({ userName, reason }) => [userName, reason]));
  const unread = listing
    .filter(({ userId }) => !users.has(userId))
    .map(
      ({ userId, userName }) => [userId, reasons.get(userName) ?? 'it vanished, or was not reached'] as const,
    );
  const idsByName = new Map([...all.values()].map(({ userName, userId }) => [userName, userId]));
  const current = { accountId, policy, now: at, users, unread: new Map(unread), idsByName };
  return { current, inventory };
}

async function listUntilComplete(
  { iam }: Account,
  wanted: ReadonlySet<string>,
): Promise<ReadonlyMap<UserId, DescribedUser>> {
  const found = new Map<UserId, DescribedUser>();
  for (let listings = 0; listings < 2; listings += 1) {
    for await (const user of listDescribedUsers(iam)) found.set(user.userId, user);
    if ([...wanted].every((id) => found.has(toUserId(id)))) break;
  }
  return found;
}
