import { hasAttributes } from '../../inventory/accounts.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { InventoryKey, InventoryUser } from '../../inventory/inventory-user.ts';
import { rareTraits } from '../traits.ts';
import { count } from '../words.ts';
import { userName } from './accounts.ts';
import { keyId } from './keys.ts';
import { type Content, html, type Markup, NOTHING } from './markup.ts';
import { badge, type Column, table } from './table.ts';

const COLUMNS: readonly Column[] = [
  { key: 'user', label: 'User' },
  { key: 'verdict', label: 'Verdict' },
  { key: 'keys', label: 'Access keys' },
  { key: 'age', label: 'Age, days' },
  { key: 'unused', label: 'Unused, days' },
];

/**
 * The table of all users with the ids of their keys. It is brief, because with thousands of users it is most
 * of the file.
 */
export function allUsers(inventory: Inventory): Markup {
  const { users } = inventory;
  if (users.length === 0) return html`<p>No user is listed.</p>`;
  return html`<details>
<summary>Show all ${count(users.length, 'user')}</summary>
${table({
  id: 'all-table',
  layout: 'all',
  caption:
    'All listed users. Each key has a line: its id, its age, and the days since its last use. Who is not named as privileged, or ' +
    'with console access, is not.',
  columns: hasAttributes(inventory) ? [...COLUMNS, { key: 'attributes', label: 'Attributes' }] : COLUMNS,
  body: html`<tbody>${users.map((user) => row(user, inventory))}</tbody>`,
  filter: {
    count: users.length,
    verdicts: users.map(({ complianceType }) => complianceType),
    hint: 'user, key, tag',
  },
})}
</details>`;
}

function row(user: InventoryUser, inventory: Inventory): Markup {
  const { complianceType, accessKeys } = user;
  const traits = hasAttributes(inventory) ? html`<td class="quiet">${rareTraits(user)}</td>` : NOTHING;
  return html`<tr><th scope="row" title="${user.arn}">${userName(user, inventory)}</th>
<td>${badge(complianceType)}</td>
${lines('key', accessKeys, keyId)}
${lines('age', accessKeys, ({ ageDays }) => ageDays)}
${lines('unused', accessKeys, ({ unusedDays, lastUsed }) => (lastUsed ? unusedDays : 'never used'))}${traits}</tr>\n`;
}

/** A line for each key, so that the lines of the cells of a user are beside each other. */
function lines(label: string, keys: readonly InventoryKey[], of: (key: InventoryKey) => Content): Markup {
  if (keys.length === 0) return html`<td data-label="${label}">–</td>`;
  return html`<td data-label="${label}">${keys.map((key, index) => (index === 0 ? of(key) : html`<br>${of(key)}`))}</td>`;
}
