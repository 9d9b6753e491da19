import type { Verdict } from '../../../policy/verdict.ts';
import { count } from '../words.ts';
import { type Content, html, type Markup, NOTHING } from './markup.ts';

/** A column of a table. */
export interface Column {
  /** The data attribute by which rows are sorted; rows without it are sorted by the text of the cell. */
  readonly key: string;
  readonly label: string;
  readonly isNumber?: boolean;
}

/** A table that the script can sort, and can filter if `filter` is given. */
export interface TableOptions {
  readonly id: string;
  /** The layout, unless it is the usual one. */
  readonly layout?: 'users' | 'all' | 'accounts' | 'changes';
  readonly caption: Content;
  readonly columns: readonly Column[];
  /** One `tbody`, or one for each user. */
  readonly body: Content;
  readonly filter?: Filter;
}

/**
 * The number of rows in a table, a hint for the filter field, and the words in their badges if they differ.
 */
export interface Filter {
  readonly hint: string;
  readonly count: number;
  /** What a row is, unless it is a user. */
  readonly noun?: string;
  /** What the words are, unless they are verdicts. */
  readonly label?: string;
  readonly verdicts?: readonly string[];
}

/**
 * A table that is complete without the script, which adds buttons to its head and shows the tools above it.
 */
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

function tools(
  id: string,
  { count: rows, verdicts, hint, noun = 'user', label = 'Verdict' }: Filter,
): Markup {
  const choices = [...new Set(verdicts ?? [])].sort();
  return html`<div class="tools" data-for="${id}">
<div class="inputs" hidden>
<label>Filter <input type="search" autocomplete="off" spellcheck="false" placeholder="${hint}"></label>
${choices.length > 0 ? choiceOf(label, choices) : NOTHING}
</div>
<p role="status">${count(rows, noun)}</p>
</div>`;
}

function choiceOf(label: string, choices: readonly string[]): Markup {
  return html`<label>${label} <select><option value="">all</option>${choices.map(
    (choice) => html`<option>${choice}</option>`,
  )}</select></label>`;
}

/** A verdict as a word, in its colour. */
export function badge(verdict: Verdict['complianceType']): Markup {
  return html`<span class="badge ${verdict.toLowerCase()}">${verdict}</span>`;
}
