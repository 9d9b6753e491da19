import { activeKeysOf } from '../../../policy/access-key.ts';
import type { InventoryUser } from '../../inventory/inventory-user.ts';
import type { DecisionRow } from '../row.ts';

/**
 * Why nothing is done about a user with an active key that the file does not have: nobody has decided about
 * it. Undefined if there is none.
 */
export function newKeyIn({ keys }: DecisionRow, { accessKeys }: InventoryUser): string | undefined {
  const known = new Set(keys.map(({ accessKeyId }) => accessKeyId));
  const added = activeKeysOf(accessKeys).find(({ accessKeyId }) => !known.has(accessKeyId));
  return (
    added && `${added.accessKeyId} is active, and the file does not have it: the keys have changed since.`
  );
}
