import { html, type Markup, NOTHING } from '../../../../formats/html/markup.ts';
import type { Column } from '../../../../formats/html/table.ts';
import type { AccountHistory, History } from '../../history.ts';
import { UNKNOWN } from '../words.ts';

/** A part of a history, and the account that it is of. */
export interface OfAccount<Part> {
  readonly part: Part;
  readonly account: AccountHistory;
}

/** The parts that `partsOf` finds in each account, in one list, each with the account that it is of. */
export function eachOf<Part>(
  { accounts }: History,
  partsOf: (account: AccountHistory) => readonly Part[],
): readonly OfAccount<Part>[] {
  return accounts.flatMap((account) => partsOf(account).map((part) => ({ part, account })));
}

/** The account has a column only if there are several. */
export function accountColumn({ accounts }: History): readonly Column[] {
  return accounts.length > 1 ? [{ key: 'account', label: 'Account' }] : [];
}

/** The cell of `accountColumn`. */
export function accountCell({ accounts }: History, { accountId }: AccountHistory): Markup {
  return accounts.length > 1 ? html`<td data-label="account">${accountId ?? UNKNOWN}</td>` : NOTHING;
}
