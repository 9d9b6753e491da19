import { html, type Markup } from '../../../../formats/html/markup.ts';
import { table } from '../../../../formats/html/table.ts';
import { dateTime } from '../../../../formats/html/times.ts';
import type { DeactivatedKey, History } from '../../history.ts';
import { changesText, soakText, UNKNOWN, usedText, userText } from '../words.ts';
import { accountCell, accountColumn, eachOf, type OfAccount } from './accounts.ts';

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
