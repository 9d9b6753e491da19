import type { Policy } from '../../../policy/policy.ts';
import type { InventoryUser } from '../../inventory/inventory-user.ts';

/** An account as it is now, as far as a decision file names its users. */
export interface CurrentAccount {
  readonly accountId: string;
  readonly policy: Policy;
  readonly now: Date;
  /** What a user id leads to; a user that is in neither list does not exist. */
  readonly users: ReadonlyMap<string, InventoryUser>;
  /** Why users could not be read, by their ids. */
  readonly unread: ReadonlyMap<string, string>;
  /** The ids of all users of the account, by their names. */
  readonly idsByName: ReadonlyMap<string, string>;
}
