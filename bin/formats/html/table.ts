import type { Verdict } from '../../../policy/verdict.ts';
import { type Content, html, type Markup, NOTHING } from './markup.ts';

/** A column of a table. */
export interface Column {
  /** The data attribute of a row that it is sorted by; the text of the cell, where a row has none. */
  readonly key: string;
  readonly label: string;
  readonly isNumber?: boolean;
}

/** A table that the script can sort and, where `filter` says by what, filter. */
export interface TableOptions {
  readonly id: string;
  /** How it is laid out, where that is not as usual. */
  readonly layout?: 'users' | 'all';
  readonly caption: Content;
  readonly columns: readonly Column[];
  /** One `tbody`, or one for each user. */
  readonly body: Content;
  readonly filter?: Filter;
}

/** How many users a table shows, of which verdicts, and what can be looked for. */
export interface Filter {
  readonly hint: string;
  readonly count: number;
  readonly verdicts: readonly Verdict['complianceType'][];
}

/** A table that is complete as it stands: the script adds buttons to its head, and shows the tools above it. */
export function table({ id, layout, caption, columns, body, filter }: TableOptions): Markup {
  return html`${filter ? tools(id, filter) : NOTHING}
<table id="${id}" class="plain sortable${layout ? ` ${layout}` : ''}">
<caption>${caption}</caption>
<thead><tr>${columns.map(head)}</tr></thead>
${body}
</table>`;
}

function head({ key, label, isNumber }: Column): Markup {
  return html`<th scope="col" data-sort="${key}"${isNumber ? html` class="number"` : NOTHING}>${label}</th>`;
}

function tools(id: string, { count, verdicts, hint }: Filter): Markup {
  const choices = [...new Set(verdicts)].sort();
  return html`<div class="tools" data-for="${id}">
<div class="inputs" hidden>
<label>Filter <input type="search" autocomplete="off" spellcheck="false" placeholder="${hint}"></label>
<label>Verdict <select><option value="">all</option>${choices.map(
    (verdict) => html`<option>${verdict}</option>`,
  )}</select></label>
</div>
<p role="status">${count === 1 ? '1 user' : `${count} users`}</p>
</div>`;
}

/** A verdict in its colour; the word says it as well. */
export function badge(verdict: Verdict['complianceType']): Markup {
  return html`<span class="badge ${verdict.toLowerCase()}">${verdict}</span>`;
}
