import { compareInventories } from '../../bin/comparison/compare.ts';
import type { Inventory } from '../../bin/inventory/inventory.ts';
import type { InventoryUser } from '../../bin/inventory/inventory-user.ts';

/** The inventory, compared with one of a week before, which is made up of it. */
export function withChanges(inventory: Inventory): Inventory {
  const users = inventory.users.flatMap(before);
  const accounts = inventory.accounts.filter(({ accountName }) => accountName !== 'Search sandbox');
  const isAsked = ({ accountId }: InventoryUser) => accounts.some((each) => each.accountId === accountId);
  const earlier = {
    generatedAt: '2026-11-14T09:00:00.000Z',
    accounts,
    users: users.filter(isAsked),
    failures: [],
  };
  return { ...inventory, changes: compareInventories(earlier, inventory) };
}

/**
 * Of NON_COMPLIANT users, some complied a week ago; of the others, some did not, and some were there that are
 * gone.
 */
function before(user: InventoryUser, index: number): InventoryUser[] {
  const [first, ...others] = user.accessKeys;
  if (!first)
    return index % 500 === 7
      ? [user, { ...user, userId: `${user.userId}0`, userName: `old-${user.userName}` }]
      : [user];
  if (user.complianceType === 'NON_COMPLIANT' && index % 23 === 4)
    return [{ ...user, complianceType: 'COMPLIANT', accessKeys: [first] }];
  if (user.complianceType === 'COMPLIANT' && index % 300 === 1) {
    const key = { ...first, accessKeyId: first.accessKeyId.replace('AKIA', 'AKIB') };
    return [{ ...user, complianceType: 'NON_COMPLIANT', accessKeys: [first, key, ...others] }];
  }
  return index % 400 === 2 ? [] : [user];
}
