import { activeKeysOf } from '../../../policy/access-key.ts';
import { usersByGroup } from '../../inventory/groups.ts';
import type { Inventory, InventoryKey } from '../../inventory/inventory.ts';
import { count } from '../words.ts';
import { type Content, html, type Markup, NOTHING } from './markup.ts';
import { AGES, countBySpan, LAST_USES } from './spans.ts';

/** A row of a chart: a bar of some parts, and their numbers as text. */
interface Bar {
  readonly label: string;
  /** The class of each part, which determines its colour, and its number. */
  readonly parts: readonly (readonly [string, number])[];
}

interface Chart {
  readonly id: string;
  readonly title: string;
  readonly note: string;
  /** The column heads of the numbers, one for each part of a bar. */
  readonly heads: readonly string[];
  readonly bars: readonly Bar[];
}

/**
 * Three charts; each is a table of numbers with a bar in every row. Users who are fine have no bar, since beside thousands of them the
 * others would not be seen; keys of NON_COMPLIANT users are a part of their own for the same reason.
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

function draw({ id, title, note, heads, bars }: Chart): Markup {
  const longest = Math.max(1, ...bars.map(lengthOf));
  return html`<section class="chart" aria-labelledby="${id}">
<h3 id="${id}">${title}</h3>
<table>
<caption>${note}${heads.length > 1 ? legend(heads, bars) : NOTHING}</caption>
<thead><tr><th scope="col"><span class="unseen">Group or span</span></th><td></td>${heads.map(
    (head, index) =>
      heads.length > 1
        ? html`<th scope="col">${swatch(classOf(bars, index))}<span class="unseen">${head}</span></th>`
        : html`<th scope="col">${head}</th>`,
  )}</tr></thead>
<tbody>${bars.map((bar) => row(bar, longest))}</tbody>
</table>
</section>
`;
}

/** What the parts of the bars are, since their columns are too narrow for words. */
function legend(heads: readonly string[], bars: readonly Bar[]): Markup {
  return html`<span class="legend" aria-hidden="true">${heads.map((head, index) => html`<span>${swatch(classOf(bars, index))}${head}</span> `)}</span>`;
}

function classOf([first]: readonly Bar[], index: number): string | undefined {
  return first?.parts[index]?.[0];
}

function swatch(name = ''): Markup {
  return html`<svg class="swatch" aria-hidden="true" width="10" height="10"><rect class="${name}" width="10" height="10" rx="2"/></svg> `;
}

function row(bar: Bar, longest: number): Markup {
  // Even one of thousands must be visible.
  const width = (size: number) => (size === 0 ? 0 : Math.max(1, Math.round((size / longest) * 97)));
  let x = 0;
  const rects: Content = bar.parts.map(([name, size]) => {
    const rect = html`<rect class="${name}" x="${x}%" width="${width(size)}%" height="10"/>`;
    x += width(size);
    return rect;
  });
  return html`<tr><th scope="row">${bar.label}</th>
    <td class="bar"><svg aria-hidden="true" width="100%" height="10">${rects}</svg></td>${bar.parts.map(
      ([, size]) => html`<td class="number">${size}</td>`,
    )}</tr>
`;
}

function lengthOf({ parts }: Bar): number {
  return parts.reduce((sum, [, size]) => sum + size, 0);
}
