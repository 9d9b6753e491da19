import { activeKeysOf } from '../../../policy/access-key.ts';
import type { Inventory, InventoryKey } from '../../inventory/inventory.ts';
import { type Content, html, type Markup } from './markup.ts';
import { AGES, countBySpan, LAST_USES } from './spans.ts';

/** A row of a chart: a bar of one or two parts, and their numbers as text. */
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

/** Three charts; each is a table of numbers with a bar in every row. */
export function charts(inventory: Inventory): Markup {
  const keys = inventory.users.flatMap(({ accessKeys }) => accessKeys);
  const all = [byVerdict(inventory), byAge(keys, inventory), byLastUse(keys, inventory)];
  return html`<div class="charts">${all.map(draw)}</div>`;
}

function byVerdict({ summary: { verdicts, unread, users } }: Inventory): Chart {
  return {
    id: 'by-verdict',
    title: 'Users by verdict',
    note: `${users} users`,
    heads: ['Users'],
    bars: [
      { label: 'NON_COMPLIANT', parts: [['non_compliant', verdicts.NON_COMPLIANT]] },
      { label: 'NOT_APPLICABLE', parts: [['not_applicable', verdicts.NOT_APPLICABLE]] },
      { label: 'COMPLIANT', parts: [['compliant', verdicts.COMPLIANT]] },
      { label: 'not read', parts: [['unread', unread]] },
    ],
  };
}

function byAge(keys: readonly InventoryKey[], { generatedAt, users }: Inventory): Chart {
  const spans = countBySpan(keys, { timeOf: ({ createdAt }) => createdAt, ends: AGES, now: generatedAt });
  return {
    id: 'by-age',
    title: 'Access keys by age',
    note: `${keys.length} keys of ${users.length} listed users, by status`,
    heads: ['Active', 'other'],
    bars: spans.map(({ label, items }) => {
      const active = activeKeysOf(items).length;
      return {
        label,
        parts: [
          ['active', active],
          ['others', items.length - active],
        ],
      };
    }),
  };
}

function byLastUse(keys: readonly InventoryKey[], { generatedAt, users }: Inventory): Chart {
  const active = activeKeysOf(keys);
  const used = active.flatMap(({ lastUsed }) => (lastUsed ? [lastUsed] : []));
  const spans = countBySpan(used, { timeOf: ({ at }) => at, ends: LAST_USES, now: generatedAt });
  const bars = spans.map(({ label, items }) => ({ label, count: items.length }));
  return {
    id: 'by-last-use',
    title: 'Active keys by last use',
    note: `${active.length} active keys of ${users.length} listed users`,
    heads: ['Keys'],
    bars: [...bars, { label: 'never used', count: active.length - used.length }].map(({ label, count }) => ({
      label,
      parts: [['active', count]],
    })),
  };
}

function draw({ id, title, note, heads, bars }: Chart): Markup {
  const longest = Math.max(1, ...bars.map(lengthOf));
  return html`<section class="chart" aria-labelledby="${id}">
<h3 id="${id}">${title}</h3>
<table>
<caption>${note}</caption>
<thead><tr><th scope="col"><span class="unseen">Span or verdict</span></th><td></td>${heads.map(
    (head, index) =>
      html`<th scope="col">${heads.length > 1 ? swatch(bars[0]?.parts[index]?.[0]) : ''}${head}</th>`,
  )}</tr></thead>
<tbody>${bars.map((bar) => row(bar, longest))}</tbody>
</table>
</section>
`;
}

function swatch(name = ''): Markup {
  return html`<svg class="swatch" aria-hidden="true" width="10" height="10"><rect class="${name}" width="10" height="10" rx="2"/></svg> `;
}

function row(bar: Bar, longest: number): Markup {
  // Even one of thousands must be visible.
  const width = (count: number) => (count === 0 ? 0 : Math.max(1, Math.round((count / longest) * 98)));
  let x = 0;
  const rects: Content = bar.parts.map(([name, count]) => {
    const rect = html`<rect class="${name}" x="${x}%" width="${width(count)}%" height="10"/>`;
    x += width(count);
    return rect;
  });
  return html`<tr><th scope="row">${bar.label}</th>
    <td class="bar"><svg aria-hidden="true" width="100%" height="10">${rects}</svg></td>${bar.parts.map(
      ([, count]) => html`<td class="number">${count}</td>`,
    )}</tr>
`;
}

function lengthOf({ parts }: Bar): number {
  return parts.reduce((sum, [, count]) => sum + count, 0);
}
