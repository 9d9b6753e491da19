import type { InAccount } from '../accounts/in-each-account.ts';
import { type Inventory, SCHEMA_VERSION } from './inventory.ts';
import { joinInventories } from './join.ts';

/**
 * One inventory of the accounts that were found: the only one as it is, or all of them, those that were not
 * read included.
 */
export function joinFound(
  found: readonly InAccount<Inventory>[],
  frame: { readonly now: Date; readonly tagColumns: readonly string[] },
): Inventory {
  const [only, ...others] = found;
  if (only?.kind === 'done' && only.accountId === undefined && others.length === 0) return only.value;
  const inventories = found.flatMap((each) => (each.kind === 'done' ? [each.value] : []));
  const unread = found.flatMap(({ accountId = '', accountName, ...each }) =>
    each.kind === 'done'
      ? []
      : [{ accountId, accountName, failure: each.reason, isComplete: each.kind === 'unusable' }],
  );
  // All were decided for the same time.
  const generatedAt = inventories[0]?.generatedAt ?? frame.now.toISOString();
  return joinInventories(
    { schemaVersion: SCHEMA_VERSION, generatedAt, tagColumns: frame.tagColumns },
    inventories,
    unread,
  );
}
