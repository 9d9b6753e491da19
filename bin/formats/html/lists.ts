import { exemptionEnd } from '../../../policy/exemption.ts';
import { readsAllLedgers } from '../../inventory/accounts.ts';
import type { Inventory, InventoryDeactivation, InventoryUser } from '../../inventory/inventory.ts';
import { userName } from './accounts.ts';
import { html, type Markup } from './markup.ts';
import { table } from './table.ts';
import { dateTime } from './times.ts';

/** The table of exempt users, with the end, the reason and the owner of each exemption. */
export function exemptions(inventory: Inventory): Markup {
  const exempt = inventory.users.flatMap((user) => (user.exemption ? [{ user, ...user.exemption }] : []));
  if (exempt.length === 0) return html`<p>None of the users listed here is exempt.</p>`;
  return table({
    id: 'exemptions-table',
    caption: 'Valid exemptions. A date means the end of that day in UTC.',
    columns: [
      { key: 'user', label: 'User' },
      { key: 'until', label: 'Exempt until' },
      { key: 'reason', label: 'Reason' },
      { key: 'owner', label: 'Owner' },
      { key: 'left', label: 'Days left' },
    ],
    body: html`<tbody>${exempt.map(
      ({ user, until, reason, owner, daysLeft }) =>
        html`<tr data-until="${exemptionEnd(until) ?? ''}"><th scope="row">${userName(user, inventory)}</th>
          <td data-label="until">${exemptUntil(until)}</td>
          <td>${reason}</td>
          <td>${owner || 'nobody named'}</td>
          <td data-label="days left">${daysLeft}</td></tr>\n`,
    )}</tbody>`,
  });
}

/** A date as the owner wrote it; a date-time in UTC. */
function exemptUntil(until: string): Markup {
  return /^\d{4}-\d\d-\d\d$/.test(until) ? html`<time datetime="${until}">${until}</time>` : dateTime(until);
}

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
