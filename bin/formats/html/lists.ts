import { readsAllLedgers } from '../../inventory/accounts.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { InventoryDeactivation, InventoryUser } from '../../inventory/inventory-user.ts';
import { userName } from './accounts.ts';
import { html, type Markup } from './markup.ts';
import { table } from './table.ts';
import { dateTime } from './times.ts';

/** The table of the records of keys that this product deactivated. */
export function deactivations(inventory: Inventory): Markup {
  const { users } = inventory;
  if (!readsAllLedgers(inventory))
    return html`<p>The records of deactivations were not read: give <code>--ledger-table deployed</code>.</p>`;
  const records = users.flatMap((user) => user.deactivations.map((record) => ({ user, record })));
  if (records.length === 0)
    return html`<p>The users listed here have no record of a deactivation by One Active Key.</p>`;
  return table({
    id: 'deactivations-table',
    caption: 'Keys that One Active Key deactivated, from the ledger. Times are UTC.',
    columns: [
      { key: 'user', label: 'User' },
      { key: 'key', label: 'Access key' },
      { key: 'at', label: 'Deactivated' },
      { key: 'now', label: 'Status now' },
      { key: 'record', label: 'Record' },
    ],
    body: html`<tbody>${records.map(({ user, record }) => deactivation(user, record, inventory))}</tbody>`,
  });
}

function deactivation(user: InventoryUser, found: InventoryDeactivation, inventory: Inventory): Markup {
  const { accessKeyId, deactivatedAt, record } = found;
  const key = user.accessKeys.find((each) => each.accessKeyId === accessKeyId);
  return html`<tr data-at="${deactivatedAt ?? ''}"><th scope="row">${userName(user, inventory)}</th>
    <td><code>${accessKeyId}</code></td>
    <td data-label="deactivated">${deactivatedAt === null ? 'not proven' : dateTime(deactivatedAt)}</td>
    <td data-label="now">${key?.status ?? 'no such key'}</td>
    <td><code>${record}</code></td></tr>\n`;
}

/** The table of users that could not be read, with the reasons. */
export function failures(inventory: Inventory): Markup {
  const { failures: unread } = inventory;
  if (unread.length === 0) return html`<p>All listed users were read.</p>`;
  return table({
    id: 'failures-table',
    caption: 'Users that could not be read. They have no verdict: it is not known whether they comply.',
    columns: [
      { key: 'user', label: 'User' },
      { key: 'reason', label: 'Reason' },
    ],
    body: html`<tbody>${unread.map(
      (user) => html`<tr><th scope="row">${userName(user, inventory)}</th><td>${user.reason}</td></tr>\n`,
    )}</tbody>`,
  });
}
