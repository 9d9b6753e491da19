import { activeKeysOf } from '../../../policy/access-key.ts';
import { usersByGroup } from '../../inventory/groups.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { InventoryKey } from '../../inventory/inventory-user.ts';
import { count } from '../words.ts';
import { type Bar, type Chart, draw } from './chart.ts';
import { html, type Markup } from './markup.ts';
import { AGES, countBySpan, LAST_USES } from './spans.ts';

/**
 * Three charts; each is a table of numbers with a bar in every row. Users who are fine have no bar, since
 * beside thousands of them the others would not be seen; keys of NON_COMPLIANT users are a part of their own
 * for the same reason.
 */
export function charts(inventory: Inventory): Markup {
  const all = [byGroup(inventory), byAge(inventory), byLastUse(inventory)];
  return html`<div class="charts">${all.map(draw)}</div>`;
}

function byGroup(inventory: Inventory): Chart {
  const { verdicts, unread, users } = inventory.summary;
  const { deactivate, decide } = usersByGroup(inventory);
  return {
    id: 'by-group',
    title: 'Users by what is to be done',
    note: `${verdicts.COMPLIANT} of ${users} users are fine, and in no bar`,
    heads: ['Users'],
    bars: [
      { label: 'deactivate', parts: [['non_compliant', deactivate.length]] },
      { label: 'owner decides', parts: [['refused', decide.length]] },
      { label: 'exempt', parts: [['not_applicable', verdicts.NOT_APPLICABLE]] },
      { label: 'not read', parts: [['unread', unread]] },
    ],
  };
}

/** A key, and whether its user is NON_COMPLIANT. */
interface KeyOfUser {
  readonly key: InventoryKey;
  readonly isNonCompliant: boolean;
}

function keysOf({ users }: Inventory): readonly KeyOfUser[] {
  return users.flatMap(({ accessKeys, complianceType }) =>
    accessKeys.map((key) => ({ key, isNonCompliant: complianceType === 'NON_COMPLIANT' })),
  );
}

/** Active keys of NON_COMPLIANT users, and those of others. */
function activeParts(keys: readonly KeyOfUser[]): Bar['parts'] {
  const active = keys.filter(({ key }) => activeKeysOf([key]).length > 0);
  const ofNonCompliant = active.filter(({ isNonCompliant }) => isNonCompliant).length;
  return [
    ['non_compliant', ofNonCompliant],
    ['active', active.length - ofNonCompliant],
  ];
}

function byAge(inventory: Inventory): Chart {
  const keys = keysOf(inventory);
  const now = inventory.generatedAt;
  const spans = countBySpan(keys, { timeOf: ({ key }) => key.createdAt, ends: AGES, now });
  return {
    id: 'by-age',
    title: 'Access keys by age',
    note: `${count(keys.length, 'key')} of ${count(inventory.users.length, 'listed user')}`,
    heads: ['active, of NON_COMPLIANT users', 'active, of others', 'not active'],
    bars: spans.map(({ label, items }) => {
      const active = activeKeysOf(items.map(({ key }) => key)).length;
      return { label, parts: [...activeParts(items), ['others', items.length - active]] };
    }),
  };
}

function byLastUse(inventory: Inventory): Chart {
  const active = keysOf(inventory).filter(({ key }) => activeKeysOf([key]).length > 0);
  const used = active.flatMap((each) => (each.key.lastUsed ? [{ ...each, at: each.key.lastUsed.at }] : []));
  const now = inventory.generatedAt;
  const spans = countBySpan(used, { timeOf: ({ at }) => at, ends: LAST_USES, now });
  const never = active.filter(({ key }) => !key.lastUsed);
  return {
    id: 'by-last-use',
    title: 'Active keys by last use',
    note: `${count(active.length, 'active key')} of ${count(inventory.users.length, 'listed user')}`,
    heads: ['of NON_COMPLIANT users', 'of others'],
    bars: [...spans, { label: 'never used', items: never }].map(({ label, items }) => ({
      label,
      parts: activeParts(items),
    })),
  };
}
