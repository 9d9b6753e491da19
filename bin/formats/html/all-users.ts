import { activeKeysOf } from '../../../policy/access-key.ts';
import { hasAttributes } from '../../inventory/accounts.ts';
import type { Inventory, InventoryUser } from '../../inventory/inventory.ts';
import { rareTraits } from '../traits.ts';
import { count } from '../words.ts';
import { userName } from './accounts.ts';
import { html, type Markup, NOTHING } from './markup.ts';
import { badge, table } from './table.ts';
import { date } from './times.ts';

/** The table of all users. It has few columns, because with thousands of users it is most of the file. */
export function allUsers(inventory: Inventory): Markup {
  const { users } = inventory;
  const isDescribed = hasAttributes(inventory);
  if (users.length === 0) return html`<p>No user is listed.</p>`;
  return html`<details>
<summary>Show all ${count(users.length, 'user')}</summary>
${table({
  id: 'all-table',
  layout: 'all',
  caption:
    'All listed users, with the creation of their oldest key and the last use of any key. Dates are UTC. Who is not named as ' +
    'privileged, or with console access, is not.',
  columns: [
    { key: 'user', label: 'User' },
    { key: 'verdict', label: 'Verdict' },
    { key: 'active', label: 'Active keys', isNumber: true },
    { key: 'others', label: 'Other keys', isNumber: true },
    { key: 'created', label: 'Oldest key' },
    { key: 'used', label: 'Last used' },
    ...(isDescribed ? [{ key: 'attributes', label: 'Attributes' }] : []),
  ],
  body: html`<tbody>${users.map((user) => row(user, inventory))}</tbody>`,
  filter: {
    count: users.length,
    verdicts: users.map(({ complianceType }) => complianceType),
    hint: 'user, date, tag',
  },
})}
</details>`;
}

function row(user: InventoryUser, inventory: Inventory): Markup {
  const { complianceType, accessKeys } = user;
  const active = activeKeysOf(accessKeys).length;
  const created = accessKeys[0]?.createdAt;
  const used = accessKeys
    .flatMap(({ lastUsed }) => (lastUsed ? [lastUsed.at] : []))
    .sort()
    .at(-1);
  return html`<tr><th scope="row" title="${user.arn}">${userName(user, inventory)}</th>
    <td>${badge(complianceType)}</td>
    <td class="number">${active}</td>
    <td class="number">${accessKeys.length - active}</td>
    <td>${created === undefined ? '–' : date(created)}</td>
    <td>${used === undefined ? '–' : date(used)}</td>${hasAttributes(inventory) ? html`<td class="quiet">${rareTraits(user)}</td>` : NOTHING}</tr>\n`;
}
