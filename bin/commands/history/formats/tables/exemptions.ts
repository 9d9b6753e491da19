import { exemptionEnd } from '../../../../../policy/exemption.ts';
import { html, type Markup } from '../../../../formats/html/markup.ts';
import { table } from '../../../../formats/html/table.ts';
import { count } from '../../../../formats/words.ts';
import type { History } from '../../history.ts';
import { accountCell, accountColumn, eachOf } from './accounts.ts';

/** The table of exemptions that end soon. */
export function exemptions(history: History): Markup {
  const unknown = history.accounts.filter((account) => account.exemptions === null).length;
  if (unknown === history.accounts.length) {
    return html`<p>Not known: the tags of the users could not be read.</p>`;
  }
  if (unknown > 0)
    return html`<p>Not known of ${count(unknown, 'account')}.</p>\n${knownExemptions(history)}`;
  return knownExemptions(history);
}

function knownExemptions(history: History): Markup {
  const ending = eachOf(history, (account) => account.exemptions ?? []);
  if (ending.length === 0) return html`<p>No exemption ends within the next ${history.days} days.</p>`;
  return table({
    id: 'exemptions-table',
    caption: 'Valid exemptions that end soon, the next end first. A date means the end of that day in UTC.',
    columns: [
      { key: 'user', label: 'User' },
      ...accountColumn(history),
      { key: 'until', label: 'Exempt until' },
      { key: 'reason', label: 'Reason' },
      { key: 'owner', label: 'Owner' },
      { key: 'left', label: 'Days left' },
    ],
    body: html`<tbody>${ending.map(
      ({ part: { userName, until, reason, owner, daysLeft }, account }) =>
        html`<tr data-until="${exemptionEnd(until) ?? ''}"><th scope="row">${userName}</th>
          ${accountCell(history, account)}<td data-label="until">${until}</td>
          <td>${reason}</td>
          <td>${owner || 'nobody named'}</td>
          <td data-label="days left">${daysLeft}</td></tr>\n`,
    )}</tbody>`,
  });
}
