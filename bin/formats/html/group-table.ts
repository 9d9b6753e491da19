import type { Group } from '../../inventory/groups.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { InventoryKey, InventoryUser } from '../../inventory/inventory-user.ts';
import { tagOf } from '../tag-columns.ts';
import { userName } from './accounts.ts';
import { flags, owner } from './flags.ts';
import { age, keyId, unused } from './keys.ts';
import { html, type Markup } from './markup.ts';
import { type Column, table } from './table.ts';

/** What differs between the tables of the groups. */
export interface GroupTable {
  readonly group: Exclude<Group, 'fine'>;
  readonly caption: string;
  /** The head of the last column. */
  readonly last: string;
  /** The last cell of a key; for the first key of a user it may be one for all of its keys. */
  readonly cell: (user: InventoryUser, key: InventoryKey, isFirst: boolean) => Markup;
  /** The text by which the last column is sorted. */
  readonly sortBy: (user: InventoryUser) => string;
  /** The sentences below the keys. */
  readonly why: (user: InventoryUser) => Markup;
}

/** So many users are found at a glance; more get a field to filter them. */
const AT_A_GLANCE = 10;

/**
 * The table of a group: each user with its owner, and its keys with their ages and the days since their last
 * use.
 */
export function groupTable(
  users: readonly InventoryUser[],
  inventory: Inventory,
  { group, caption, last, ...cells }: GroupTable,
): Markup {
  const columns: readonly Column[] = [
    { key: 'user', label: 'User' },
    { key: 'owner', label: 'Owner' },
    { key: 'keys', label: 'Access keys' },
    { key: 'age', label: 'Age' },
    { key: 'unused', label: 'Unused' },
    { key: 'plan', label: last },
  ];
  return table({
    id: `${group}-table`,
    layout: 'users',
    caption,
    columns,
    body: users.map((user) => body(user, inventory, cells)),
    ...(users.length > AT_A_GLANCE && { filter: { count: users.length, hint: 'user, owner, key' } }),
  });
}

type Cells = Omit<GroupTable, 'group' | 'caption' | 'last'>;

/** A `tbody` for each user, so that the rows of a user stay together in any order and on paper. */
function body(user: InventoryUser, inventory: Inventory, { cell, sortBy, why }: Cells): Markup {
  const { userId, accessKeys } = user;
  const [first, ...others] = accessKeys.map((key, index) => keyCells(key, cell(user, key, index === 0)));
  return html`<tbody ${sortKeys(user, sortBy(user))}>
<tr class="key"><th scope="rowgroup" rowspan="${accessKeys.length + 1}"><span class="name">${userName(user, inventory, 'with name')}</span> <span class="id">${userId}</span> ${flags(user, inventory)}</th>
  <td rowspan="${accessKeys.length + 1}" data-label="owner">${owner(user)}</td>${first ?? html`<td colspan="4"></td>`}</tr>
${others.map((each) => html`<tr class="key">${each}</tr>\n`)}<tr class="why"><td colspan="4">${why(user)}</td></tr>
</tbody>
`;
}

function keyCells(key: InventoryKey, last: Markup): Markup {
  return html`<td>${keyId(key)}</td>
    <td data-label="age">${age(key)}</td>
    <td data-label="unused">${unused(key)}</td>${last}`;
}

/** By age and by days, the oldest and the least used key of a user counts. */
function sortKeys(user: InventoryUser, plan: string): Markup {
  const { accessKeys } = user;
  const most = (of: (key: InventoryKey) => number) =>
    accessKeys.reduce((max, key) => Math.max(max, of(key)), 0);
  return html`data-user="${user.userName}" data-owner="${tagOf(user, 'Owner')}" data-keys="${accessKeys.length}"
    data-age="${most(({ ageDays }) => ageDays)}" data-unused="${most(({ unusedDays }) => unusedDays)}" data-plan="${plan}"`;
}
