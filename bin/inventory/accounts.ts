import type { NotRead } from '../accounts/not-read.ts';
import type { Inventory, InventoryAccount } from './inventory.ts';
import type { InventoryUser } from './inventory-user.ts';

/* These texts contain texts from the accounts: each format cleans or escapes them as it needs. */

/** Whether an output has to say of which account it speaks. */
export function hasSeveralAccounts({ accounts }: Pick<Inventory, 'accounts'>): boolean {
  return accounts.length > 1;
}

/** Whether more than the keys was read, in any account. */
export function hasAttributes({ accounts }: Pick<Inventory, 'accounts'>): boolean {
  return accounts.some(({ attributes }) => attributes !== null);
}

/** Whether the ledger was read in every account that was read at all. */
export function readsAllLedgers({ accounts }: Pick<Inventory, 'accounts'>): boolean {
  return accounts.every(({ readsLedger, failure }) => readsLedger || failure !== null);
}

/** The accounts of which nothing is known, each with its reason. */
export function accountsNotRead({ accounts }: Pick<Inventory, 'accounts'>): readonly InventoryAccount[] {
  return accounts.filter(({ failure }) => failure !== null);
}

/** Accounts that were not read, as lines name them. */
export function notReadOf(
  accounts: readonly Pick<InventoryAccount, 'accountName' | 'accountAlias' | 'failure' | 'accountId'>[],
): readonly NotRead[] {
  return accounts.flatMap(({ failure, ...account }) =>
    failure === null ? [] : [{ accountId: account.accountId, label: accountLabel(account), reason: failure }],
  );
}

/** Whether the reading of an account was interrupted: some of its users are in no list. */
export function isInterrupted({ accounts }: Pick<Inventory, 'accounts'>): boolean {
  return accounts.some(({ failure, isComplete }) => failure === null && !isComplete);
}

/** An account as people know it: `111122223333 (Payments, alias acme-payments)`. */
export function accountLabel({
  accountId,
  accountName,
  accountAlias,
}: Pick<InventoryAccount, 'accountId' | 'accountName' | 'accountAlias'>): string {
  const names = [...(accountName ? [accountName] : []), ...(accountAlias ? [`alias ${accountAlias}`] : [])];
  return `${accountId || 'unknown account'}${names.length > 0 ? ` (${names.join(', ')})` : ''}`;
}

/** Finds the account of a user. */
export function accountFinder({
  accounts,
}: Inventory): (user: InventoryUser) => InventoryAccount | undefined {
  const byId = new Map(accounts.map((account) => [account.accountId, account]));
  return ({ accountId }) => byId.get(accountId);
}
