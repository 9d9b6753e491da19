import type { Inventory } from './inventory.ts';
import type { InventoryUser } from './inventory-user.ts';

/** What is to be done about users, in the order in which people do it. */
export const GROUPS = ['deactivate', 'decide', 'exempt', 'fine'] as const;

/** What is to be done about a user; each user of an inventory is in exactly one group. */
export type Group = (typeof GROUPS)[number];

/** The groups in words. */
export const GROUP_TITLES: Readonly<Record<Group, string>> = {
  deactivate: 'Deactivate',
  decide: 'The owner must decide',
  exempt: 'Exempt',
  fine: 'Fine',
};

/**
 * What is to be done about a user: its surplus keys can be deactivated; its owner has to decide first, since
 * a remediation refuses; nothing until its exemption ends; or nothing.
 */
export function groupOf({ situation, complianceType, plan }: InventoryUser): Group {
  if (situation === 'Exempt') return 'exempt';
  if (plan?.action === 'deactivate') return 'deactivate';
  return plan || complianceType === 'NON_COMPLIANT' ? 'decide' : 'fine';
}

/** The users of each group, in the order of the inventory. */
export function usersByGroup({ users }: Pick<Inventory, 'users'>): Readonly<Record<Group, InventoryUser[]>> {
  const groups: Record<Group, InventoryUser[]> = { deactivate: [], decide: [], exempt: [], fine: [] };
  for (const user of users) groups[groupOf(user)].push(user);
  return groups;
}
