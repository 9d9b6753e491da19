import type { Inventory, InventoryAccount } from '../inventory/inventory.ts';
import type { InventoryKey, InventoryUser } from '../inventory/inventory-user.ts';
import type { UserState } from './changes.ts';

/** What of an inventory is compared. */
export interface Comparable extends Pick<Inventory, 'generatedAt'> {
  readonly accounts: readonly Pick<InventoryAccount, 'accountId' | 'failure' | 'isComplete' | 'parameters'>[];
  readonly users: readonly ComparableUser[];
  readonly failures: readonly { readonly accountId: string; readonly userName: string }[];
}

/** What of a user is compared. */
export interface ComparableUser extends Pick<InventoryUser, 'accountId' | 'userId'>, UserState {
  readonly accessKeys: readonly Pick<InventoryKey, 'accessKeyId' | 'status'>[];
}
