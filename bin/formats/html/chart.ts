import { type Content, html, type Markup, NOTHING } from './markup.ts';

/** A row of a chart: a bar of some parts, and their numbers as text. */
export interface Bar {
  readonly label: string;
  /** The class of each part, which determines its colour, and its number. */
  readonly parts: readonly (readonly [string, number])[];
}

/** A chart, and what its numbers are. */
export interface Chart {
  readonly id: string;
  readonly title: string;
  readonly note: string;
  /** The column heads of the numbers, one for each part of a bar. */
  readonly heads: readonly string[];
  readonly bars: readonly Bar[];
}

/** A chart as a table of numbers with a bar in every row. */
export function draw({ id, title, note, heads, bars }: Chart): Markup {
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
