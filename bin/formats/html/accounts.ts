import { hasSeveralAccounts } from '../../inventory/accounts.ts';
import type { Inventory, InventoryAccount } from '../../inventory/inventory.ts';
import { ROOT_KEYS } from '../traits.ts';
import { html, type Markup, NOTHING } from './markup.ts';
import { table } from './table.ts';

/** The table of the accounts, those that could not be read included. */
export function accounts(inventory: Inventory): Markup {
  return table({
    id: 'accounts-table',
    caption:
      'Every account that was asked for. Nothing is known of the users of an account that could not be read.',
    columns: [
      { key: 'account', label: 'Account' },
      { key: 'name', label: 'Name' },
      { key: 'alias', label: 'Alias' },
      { key: 'users', label: 'Users', isNumber: true },
      { key: 'noncompliant', label: 'NON_COMPLIANT', isNumber: true },
      { key: 'root', label: 'Root user’s keys' },
      { key: 'state', label: 'Read' },
    ],
    body: html`<tbody>${inventory.accounts.map(row)}</tbody>`,
  });
}

function row(account: InventoryAccount): Markup {
  const { accountId, accountName, accountAlias, attributes, failure, summary } = account;
  const isRead = failure === null;
  return html`<tr><th scope="row">${accountId}</th>
    <td data-label="name">${accountName || '–'}</td>
    <td data-label="alias">${accountAlias || '–'}</td>
    <td data-label="users" class="number">${isRead ? summary.users : '–'}</td>
    <td data-label="NON_COMPLIANT" class="number">${isRead ? summary.verdicts.NON_COMPLIANT : '–'}</td>
    <td data-label="root user’s keys">${ROOT_KEYS[attributes?.rootAccessKeys ?? 'unknown']}</td>
    <td data-label="read">${stateOf(account)}</td></tr>\n`;
}

function stateOf({ failure, isComplete, summary: { unread } }: InventoryAccount): string {
  if (failure !== null) return `no: ${failure}`;
  if (!isComplete) return 'not completely: the reading was interrupted';
  return unread > 0 ? `all users but ${unread}` : 'yes';
}

/** The name of a user in a table, with its account if there are several. */
export function userName(
  user: { readonly userName: string; readonly accountId: string },
  inventory: Pick<Inventory, 'accounts'>,
): Markup {
  const account = hasSeveralAccounts(inventory)
    ? html` <span class="account">${user.accountId}</span>`
    : NOTHING;
  return html`${user.userName}${account}`;
}
