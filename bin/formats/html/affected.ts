import { hasAttributes } from '../../inventory/accounts.ts';
import type { Inventory, InventoryKey, InventoryUser } from '../../inventory/inventory.ts';
import { traitSentences } from '../traits.ts';
import { userName } from './accounts.ts';
import { html, type Markup, NOTHING } from './markup.ts';
import { badge, type Column, table } from './table.ts';
import { dateTime } from './times.ts';

const COLUMNS: readonly Column[] = [
  { key: 'user', label: 'User' },
  { key: 'verdict', label: 'Verdict' },
  { key: 'keys', label: 'Access keys' },
  { key: 'created', label: 'Created' },
  { key: 'used', label: 'Last used' },
  { key: 'plan', label: 'Plan' },
];

const SITUATIONS: Readonly<Record<InventoryUser['situation'], string>> = {
  AtMostOneActiveKey: 'one active key or none',
  Exempt: 'exempt',
  RotationInProgress: 'rotation in progress',
  SurplusKeys: 'surplus keys',
};

/** The users with more than one active key, whatever their verdict. */
export function affectedUsers({ users }: Inventory): InventoryUser[] {
  return users.filter(({ situation }) => situation !== 'AtMostOneActiveKey');
}

/** The table of the users with more than one active key: their keys, the plan for each key, and the reason. */
export function affected(inventory: Inventory): Markup {
  const users = affectedUsers(inventory);
  if (users.length === 0)
    return html`<p>None of the users listed here has more than one active access key.</p>`;
  return table({
    id: 'affected-table',
    layout: 'users',
    caption: 'Users with more than one active access key, and what a remediation would do. Times are UTC.',
    columns: COLUMNS,
    body: users.map((user) => bodyOf(user, inventory)),
    filter: {
      count: users.length,
      verdicts: users.map(({ complianceType }) => complianceType),
      hint: 'user, key, reason',
    },
  });
}

/** A `tbody` for each user, so that the rows of a user stay together in any order and on paper. */
function bodyOf(user: InventoryUser, inventory: Inventory): Markup {
  const { userId, complianceType, situation, explanation, accessKeys } = user;
  const rows = accessKeys.length + 1;
  const [first, ...others] = accessKeys.map((key, index) => cells(user, key, index === 0));
  const traits = hasAttributes(inventory)
    ? html` <span class="traits">${traitSentences(user, inventory.tagColumns)}</span>`
    : NOTHING;
  return html`<tbody ${sortKeys(user)}>
<tr class="key"><th scope="rowgroup" rowspan="${rows}"><span class="name">${userName(user, inventory)}</span> <span class="id">${userId}</span></th>
  <td rowspan="${rows}">${badge(complianceType)} <span class="situation">${SITUATIONS[situation]}</span></td>${first ?? NOTHING}</tr>
${others.map((each) => html`<tr class="key">${each}</tr>\n`)}<tr class="why"><td colspan="4">${explanation}${traits}</td></tr>
</tbody>
`;
}

function sortKeys({ userName: name, complianceType, situation, accessKeys, plan }: InventoryUser): Markup {
  const used = accessKeys.map(({ lastUsed }) => lastUsed?.at ?? '').sort();
  const planned = plan?.action === 'refuse' ? `refuse ${plan.code}` : (plan?.action ?? situation);
  return html`data-user="${name}" data-verdict="${complianceType}" data-keys="${accessKeys.length}"
    data-created="${accessKeys[0]?.createdAt ?? ''}" data-used="${used.at(-1) ?? ''}" data-plan="${planned}"`;
}

function cells(user: InventoryUser, key: InventoryKey, isFirst: boolean): Markup {
  const { accessKeyId, status, createdAt, lastUsed } = key;
  const use = lastUsed
    ? html`${dateTime(lastUsed.at)} <span class="where">${lastUsed.service} · ${lastUsed.region}</span>`
    : html`<span class="quiet">never</span>`;
  return html`<td><code>${accessKeyId}</code> <span class="${status === 'Active' ? 'status' : 'status quiet'}">${status}</span></td>
    <td data-label="created">${dateTime(createdAt)}</td>
    <td data-label="used">${use}</td>${planCell(user, key, isFirst)}`;
}

/** The plan for a key; if the plan selects no key, one cell for all keys of the user. */
function planCell({ plan, accessKeys }: InventoryUser, key: InventoryKey, isFirst: boolean): Markup {
  if (plan?.action === 'deactivate') {
    if (plan.keptAccessKeyId === key.accessKeyId) return html`<td><span class="badge keep">keep</span></td>`;
    const isSurplus = plan.surplusAccessKeyIds.includes(key.accessKeyId);
    return html`<td>${isSurplus ? html`<span class="badge deactivate">deactivate</span>` : '–'}</td>`;
  }
  if (!isFirst) return NOTHING;
  const text = plan
    ? html`<span class="badge refused">refuse</span> <span class="code">${plan.code}</span>`
    : html`<span class="quiet">nothing</span>`;
  return html`<td rowspan="${accessKeys.length}">${text}</td>`;
}
