import type { InventoryUser } from '../../inventory/inventory-user.ts';
import type { DecisionRow, PlacedRow } from '../row.ts';
import { type Action, type CheckedRow, refused } from './action.ts';
import { checkExemption } from './check-exemption.ts';
import { checkKeep } from './check-keep.ts';
import type { CurrentAccount } from './current-account.ts';

/** What is to be done about each row of a file, in the order of the file, by the account as it is now. */
export function checkRows(rows: readonly PlacedRow[], account: CurrentAccount): readonly CheckedRow[] {
  return rows.map(({ row, place }) => {
    const user = row.accountId === account.accountId ? account.users.get(row.userId) : undefined;
    return { row, place, userName: user?.userName ?? row.userName, action: actionFor(row, user, account) };
  });
}

function actionFor(row: DecisionRow, user: InventoryUser | undefined, account: CurrentAccount): Action {
  if (row.accountId !== account.accountId) {
    const opened = account.accountId ? `is ${account.accountId}` : 'has no user, so its id is not known';
    return refused(`the row is about account ${row.accountId}; the account of this command ${opened}.`);
  }
  const [keeps, exempts] = [row.keep.trim() !== '', row.exemptUntil.trim() !== ''];
  if (!keeps && !exempts)
    return { kind: 'undecided', reason: 'nobody has decided: keep and exemptUntil are empty.' };
  if (keeps && exempts) return refused('keep and exemptUntil are both filled in; expected one of them.');
  if (!user) return refused(absence(row, account));
  return keeps ? checkKeep(row, user, account) : checkExemption(row, user, account);
}

/** Why the user of a row was not read. */
export function absence(
  { accountId, userId, userName }: DecisionRow,
  { unread, idsByName }: CurrentAccount,
): string {
  const reason = unread.get(userId);
  if (reason !== undefined) return `the user could not be read: ${reason}.`;
  const id = idsByName.get(userName);
  const other = id === undefined ? '' : ` The user ${userName} of now is another one, ${id}.`;
  return `no user of account ${accountId} has the id ${userId}: the user was deleted, or the row is about another account.${other}`;
}
