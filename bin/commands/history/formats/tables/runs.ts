import { html, type Markup, NOTHING } from '../../../../formats/html/markup.ts';
import { table } from '../../../../formats/html/table.ts';
import { dateTime } from '../../../../formats/html/times.ts';
import type { History } from '../../history.ts';
import type { HistoryEntry } from '../../history-entry.ts';
import { originText, userText } from '../words.ts';
import { accountCell, accountColumn, eachOf, type OfAccount } from './accounts.ts';

/** The table of runs, the newest first. */
export function runs(history: History): Markup {
  const all = eachOf(history, ({ entries }) => entries);
  if (all.length === 0) return html`<p>No run left a receipt in this time.</p>`;
  return table({
    id: 'runs-table',
    caption: 'Runs that left a receipt, the newest first. Times are UTC.',
    columns: [
      { key: 'user', label: 'User' },
      ...accountColumn(history),
      { key: 'at', label: 'Ended' },
      { key: 'outcome', label: 'Outcome' },
      { key: 'key', label: 'Access keys' },
      { key: 'why', label: 'Why, and by whom' },
    ],
    body: html`<tbody>${all.map((each) => runRow(each, history))}</tbody>`,
    filter: {
      hint: 'user, key, caller',
      count: all.length,
      noun: 'run',
      label: 'Outcome',
      verdicts: all.map(({ part }) => part.outcome),
    },
  });
}

function runRow({ part: entry, account }: OfAccount<HistoryEntry>, history: History): Markup {
  const { at, userId, outcome, refusalCode, reason } = entry;
  return html`<tr data-at="${at}"><th scope="row"><span class="name">${userText(entry)}</span> <span class="id">${userId}</span></th>
    ${accountCell(history, account)}<td data-label="ended">${dateTime(at)}</td>
    <td><span class="badge ${BADGES.get(outcome) ?? ''}">${outcome}</span>${
      refusalCode === null ? NOTHING : html` <span class="code">${refusalCode}</span>`
    }</td>
    <td>${keysCell(entry)}</td>
    <td>${reason} <span class="traits quiet">${originText(entry)}</span></td></tr>\n`;
}

/** The colours of badges; the word says the same. */
const BADGES: ReadonlyMap<string, string> = new Map([
  ['Deactivated', 'deactivate'],
  ['Deleted', 'deactivate'],
  ['Reactivated', 'keep'],
  ['Refused', 'refused'],
]);

function keysCell({ accessKeyIds, keptAccessKeyId }: HistoryEntry): Markup {
  if (accessKeyIds.length === 0) return html`–`;
  const kept =
    keptAccessKeyId === null
      ? NOTHING
      : html` <span class="situation">kept <code>${keptAccessKeyId}</code></span>`;
  return html`${accessKeyIds.map((id) => html`<code>${id}</code> `)}${kept}`;
}
