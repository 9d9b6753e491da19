import { exemptionEnd } from '../../../../policy/exemption.ts';
import { html, type Markup, NOTHING } from '../../../formats/html/markup.ts';
import { type Column, table } from '../../../formats/html/table.ts';
import { dateTime } from '../../../formats/html/times.ts';
import { count } from '../../../formats/words.ts';
import type { AccountHistory, DeactivatedKey, History } from '../history.ts';
import type { HistoryEntry } from '../history-entry.ts';
import { changesText, originText, soakText, UNKNOWN, usedText, userText } from './words.ts';

/** A part of a history, and the account that it is of. */
interface OfAccount<Part> {
  readonly part: Part;
  readonly account: AccountHistory;
}

function eachOf<Part>(
  { accounts }: History,
  partsOf: (account: AccountHistory) => readonly Part[],
): readonly OfAccount<Part>[] {
  return accounts.flatMap((account) => partsOf(account).map((part) => ({ part, account })));
}

/** The account has a column only if there are several. */
function accountColumn({ accounts }: History): readonly Column[] {
  return accounts.length > 1 ? [{ key: 'account', label: 'Account' }] : [];
}

function accountCell({ accounts }: History, { accountId }: AccountHistory): Markup {
  return accounts.length > 1 ? html`<td data-label="account">${accountId ?? UNKNOWN}</td>` : NOTHING;
}

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

/** The table of keys that were used although One Active Key had deactivated them. */
export function keysUsedSince(history: History): Markup {
  const used = eachOf(history, ({ deactivatedKeys }) => deactivatedKeys.filter(isUsedSince));
  if (used.length === 0) return html`<p>IAM shows no use of a key on record after its deactivation.</p>`;
  return keysTable(used, history, {
    id: 'used-table',
    caption: USED_CAPTION,
  });
}

const USED_CAPTION =
  'IAM shows a use after the deactivation. Somebody set the key to Active meanwhile, or used it before the deactivation had spread; AWS ' +
  'does not say whether a refused attempt counts. Find out who uses it. Times are UTC.';

const isUsedSince = ({ usedSince }: DeactivatedKey): boolean => usedSince === 'yes';

/** The table of all keys on record that were neither given back nor deleted. */
export function keysOnRecord(history: History): Markup {
  const all = eachOf(history, ({ deactivatedKeys }) => deactivatedKeys);
  if (all.length === 0) return html`<p>No key is on record that was neither given back nor deleted.</p>`;
  return keysTable(all, history, {
    id: 'keys-table',
    caption: 'Keys that One Active Key deactivated, neither given back nor deleted since. Times are UTC.',
  });
}

function keysTable(
  keys: readonly OfAccount<DeactivatedKey>[],
  history: History,
  names: { readonly id: string; readonly caption: string },
): Markup {
  return table({
    ...names,
    columns: [
      { key: 'user', label: 'User' },
      ...accountColumn(history),
      { key: 'key', label: 'Access key' },
      { key: 'at', label: 'Deactivated' },
      { key: 'soak', label: 'Soak' },
      { key: 'use', label: 'Use' },
      { key: 'changes', label: 'Changes by others' },
    ],
    body: html`<tbody>${keys.map((each) => keyRow(each, history))}</tbody>`,
  });
}

function keyRow({ part: key, account }: OfAccount<DeactivatedKey>, history: History): Markup {
  const { accessKeyId, deactivatedAt, keptAccessKeyId, soaksUntil, lastUsed } = key;
  const used = isUsedSince(key) ? html`<strong>${usedText(key)}</strong>` : html`${usedText(key)}`;
  return html`<tr data-at="${deactivatedAt ?? ''}" data-soak="${soaksUntil ?? ''}" data-use="${lastUsed?.at ?? ''}">
    <th scope="row">${userText(key)}</th>
    ${accountCell(history, account)}<td><code>${accessKeyId}</code> <span class="situation">kept <code>${keptAccessKeyId ?? 'none'}</code></span></td>
    <td data-label="deactivated">${deactivatedAt === null ? UNKNOWN : dateTime(deactivatedAt)}</td>
    <td>${soakText(key, history.generatedAt)}</td>
    <td>${used}</td>
    <td>${changesText(key)}</td></tr>\n`;
}

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
