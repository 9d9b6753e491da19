import { activeKeysOf } from '../../policy/access-key.ts';
import { tagsText } from '../formats/traits.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { InventoryUser } from '../inventory/inventory-user.ts';
import { type DecisionRow, UNDECIDED } from './row.ts';

/**
 * A row for each user that is NON_COMPLIANT, in the order of the inventory; nobody has decided anything yet.
 */
export function rowsOfInventory(inventory: Inventory): readonly DecisionRow[] {
  return inventory.users
    .filter(({ complianceType }) => complianceType === 'NON_COMPLIANT')
    .map((user) => rowOf(user, inventory));
}

function rowOf(user: InventoryUser, { generatedAt, tagColumns }: Inventory): DecisionRow {
  const { accountId, userName, userId, privileged, plan, explanation, accessKeys } = user;
  return {
    accountId,
    userName,
    userId,
    readAt: generatedAt,
    privileged,
    tags: tagsText(user, tagColumns),
    keys: activeKeysOf(accessKeys).map(({ accessKeyId, ageDays, lastUsed, unusedDays }) => ({
      accessKeyId,
      ageDays,
      lastUsedAt: lastUsed?.at ?? null,
      unusedDays,
    })),
    suggestedKeep: plan?.action === 'deactivate' ? plan.keptAccessKeyId : '',
    refusalCode: plan?.action === 'refuse' ? plan.code : '',
    explanation,
    ...UNDECIDED,
  };
}
