import { hasAttributes } from '../../inventory/accounts.ts';
import type { Group } from '../../inventory/groups.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { InventoryKey, InventoryUser } from '../../inventory/inventory-user.ts';
import { STEPS_AFTER_REFUSAL } from '../../verification/next-step.ts';
import { otherTraits } from '../traits.ts';
import { count } from '../words.ts';
import { type GroupTable, groupTable } from './group-table.ts';
import { html, type Markup, NOTHING } from './markup.ts';
import { dateTime } from './times.ts';

/** The users of a group that is to be acted on, or of the exempt ones; a sentence if there are none. */
export function group(
  of: Exclude<Group, 'fine'>,
  users: readonly InventoryUser[],
  inventory: Inventory,
): Markup {
  if (users.length === 0) return html`<p>${NONE[of]}</p>`;
  const why = (user: InventoryUser) => html`${REASONS[of](user)} ${traits(user, inventory)}`;
  return groupTable(users, inventory, { group: of, why, ...TABLES[of] });
}

const NONE: Readonly<Record<Exclude<Group, 'fine'>, string>> = {
  deactivate: 'A remediation would deactivate no key of the users listed here.',
  decide: 'A remediation would refuse for none of the users listed here.',
  exempt: 'None of the users listed here is exempt.',
};

type Table = Pick<GroupTable, 'caption' | 'last' | 'cell' | 'sortBy'>;

const TABLES: Readonly<Record<Exclude<Group, 'fine'>, Table>> = {
  deactivate: {
    caption: 'NON_COMPLIANT users, and the keys that a remediation would deactivate. Dates are UTC.',
    last: 'Plan',
    cell: plannedCell,
    sortBy: ({ plan }) => (plan?.action === 'deactivate' ? String(plan.surplusAccessKeyIds.length) : ''),
  },
  decide: {
    caption:
      'NON_COMPLIANT users for whom a remediation refuses, since it cannot know which key goes. Dates are UTC.',
    last: 'Refusal',
    cell: (user, _, isFirst) =>
      ofAllKeys(
        user,
        isFirst,
        html`<span class="badge refused">${refusalOf(user)?.code ?? 'unknown'}</span>`,
      ),
    sortBy: (user) => refusalOf(user)?.code ?? '',
  },
  exempt: {
    caption:
      'NOT_APPLICABLE users: a remediation does nothing to them until their exemption ends. A date means the end of that day in UTC.',
    last: 'Exempt until',
    cell: (user, _, isFirst) => ofAllKeys(user, isFirst, exemptUntil(user)),
    sortBy: ({ exemption }) => String(exemption?.daysLeft ?? ''),
  },
};

function plannedCell({ plan }: InventoryUser, { accessKeyId }: InventoryKey): Markup {
  if (plan?.action !== 'deactivate') return html`<td></td>`;
  if (plan.keptAccessKeyId === accessKeyId) return html`<td><span class="badge keep">keep</span></td>`;
  const isSurplus = plan.surplusAccessKeyIds.includes(accessKeyId);
  return html`<td>${isSurplus ? html`<span class="badge deactivate">deactivate</span>` : '–'}</td>`;
}

/** One cell for all keys of a user. */
function ofAllKeys({ accessKeys }: InventoryUser, isFirst: boolean, content: Markup): Markup {
  return isFirst ? html`<td rowspan="${accessKeys.length}" class="all-keys">${content}</td>` : NOTHING;
}

function refusalOf({ plan }: InventoryUser) {
  return plan?.action === 'refuse' ? plan : undefined;
}

/** A date as the owner wrote it, or a date-time in UTC; and the days until then. */
function exemptUntil({ exemption }: InventoryUser): Markup {
  if (!exemption) return html`unknown`;
  const { until, daysLeft } = exemption;
  const isDate = /^\d{4}-\d\d-\d\d$/.test(until);
  const end = isDate ? html`<time datetime="${until}">${until}</time>` : dateTime(until);
  return html`${end} <span class="since">${count(daysLeft, 'day')} left</span>`;
}

const REASONS: Readonly<Record<Exclude<Group, 'fine'>, (user: InventoryUser) => Markup>> = {
  deactivate: ({ plan }) => (plan?.action === 'deactivate' ? html`Selected by ${plan.selectedBy}.` : NOTHING),
  decide: (user) => {
    const refusal = refusalOf(user);
    if (!refusal) return html`${user.explanation}`;
    const step = STEPS_AFTER_REFUSAL[refusal.code] as string | undefined;
    return html`${refusal.reason} ${step ? html`<strong class="step">${step}</strong>` : NOTHING}`;
  },
  exempt: ({ exemption }) =>
    exemption
      ? html`Reason: ${exemption.reason || 'none'}. Answers for it: ${exemption.owner || 'nobody named'}.`
      : NOTHING,
};

/** What is known of the user beside the keys, the owner and the environment. */
function traits(user: InventoryUser, inventory: Inventory): Markup {
  if (!hasAttributes(inventory)) return NOTHING;
  return html`<span class="traits">${otherTraits(user, inventory.tagColumns)}</span>`;
}
