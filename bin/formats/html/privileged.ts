import type { Inventory, InventoryAccount } from '../../inventory/inventory.ts';
import type { InventoryUser } from '../../inventory/inventory-user.ts';
import { ADMINISTRATOR_LIKE } from '../account-traits.ts';
import { privilegedText, tagsText } from '../traits.ts';
import { userName } from './accounts.ts';
import { html, type Markup } from './markup.ts';
import { table } from './table.ts';

/**
 * The users that are privileged or of whom it is not known; undefined if the permissions of no account were
 * read.
 */
export function privilegedUsers({ users, accounts }: Inventory): InventoryUser[] | undefined {
  if (!accounts.some(knowsPrivileges)) return undefined;
  return users.filter(({ privileged }) => privileged !== 'no');
}

function knowsPrivileges({ attributes }: InventoryAccount): boolean {
  return attributes !== null && !attributes.unread.some(({ what }) => what === 'privileges');
}

/**
 * The table of privileged users, whatever the number of their keys, with the policies by which they are
 * privileged.
 */
export function privileged(inventory: Inventory): Markup {
  const users = privilegedUsers(inventory);
  if (!users)
    return html`<p>It is not known who is privileged: IAM did not tell the policies of the users.</p>`;
  if (users.length === 0)
    return html`<p>None of the users listed here is privileged. ${ADMINISTRATOR_LIKE}</p>`;
  return table({
    id: 'privileged-table',
    caption: ADMINISTRATOR_LIKE,
    columns: [
      { key: 'user', label: 'User' },
      { key: 'privileged', label: 'Privileged' },
      { key: 'console', label: 'Console access' },
      { key: 'tags', label: 'Tags' },
    ],
    body: html`<tbody>${users.map((user) => row(user, inventory))}</tbody>`,
  });
}

function row(user: InventoryUser, inventory: Inventory): Markup {
  return html`<tr><th scope="row">${userName(user, inventory)}</th>
    <td>${privilegedText(user)}</td>
    <td data-label="console">${user.consoleAccess}</td>
    <td>${tagsText(user, inventory.tagColumns) || '–'}</td></tr>\n`;
}
