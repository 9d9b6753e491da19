import { accountFinder } from '../inventory/accounts.ts';
import type { Inventory, InventoryAccount } from '../inventory/inventory.ts';
import { COLUMNS, type Row } from './csv-columns.ts';
import { keyRow, namesOf, recordOf, userRow } from './csv-rows.ts';
import { toCsvText } from './csv-text.ts';

/**
 * One row for each access key, one for each user without keys or without a verdict, and one for each account
 * of which users are missing.
 */
export function toCsv(inventory: Inventory): string {
  const { users, failures, tagColumns } = inventory;
  const accountOf = accountFinder(inventory);
  const rows = users.flatMap((user): Row[] => {
    const account = accountOf(user);
    const readsLedger = account?.readsLedger ?? false;
    const ofUser = { ...userRow(user, tagColumns), ...namesOf(account) };
    return user.accessKeys.length > 0
      ? user.accessKeys.map((key) => ({
          ...ofUser,
          ...keyRow(user, key),
          ...recordOf(user, key, readsLedger),
        }))
      : [ofUser];
  });
  // A user that could not be read has no verdict, but must not be missing in the file.
  const unread = failures.map(
    ({ accountId, userName, reason }): Row => ({ userName, accountId, annotation: `Not read: ${reason}` }),
  );
  return toCsvText(
    [...rows, ...unread, ...inventory.accounts.flatMap(missingRow)],
    [...COLUMNS, ...tagColumns.map((column) => `tag:${column}`)],
  );
}

/** An account of which users are missing in the file must not look like one without them. */
function missingRow(account: InventoryAccount): Row[] {
  const { accountId, failure, isComplete } = account;
  if (isComplete) return [];
  const annotation =
    failure === null ? 'Interrupted: users may be missing here' : `Account not read: ${failure}`;
  return [{ accountId, ...namesOf(account), annotation }];
}
