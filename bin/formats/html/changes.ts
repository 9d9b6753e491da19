import type { Changes, UserChange } from '../../comparison/changes.ts';
import { byKind, keyCounts, kindOf, USER_CHANGES } from '../../comparison/kinds.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { changesNotes, keysText, nameOf, verdictText } from '../changes.ts';
import { count } from '../words.ts';
import { userName } from './accounts.ts';
import { html, type Markup, NOTHING } from './markup.ts';
import { table } from './table.ts';
import { dateTime } from './times.ts';

/**
 * What has changed since an earlier inventory: the numbers, what was not compared, and every user with a
 * change.
 */
export function changesSection(changes: Changes, inventory: Inventory): Markup {
  return html`<p>Since the inventory of ${dateTime(changes.since)} UTC.</p>
${numbers(changes)}
${notes(changes, inventory)}
${changes.users.length === 0 ? html`<p>No user and no key that was compared has changed.</p>` : users(changes, inventory)}`;
}

function numbers(changes: Changes): Markup {
  const ofUsers = byKind(changes).map(([kind, found]) =>
    number(USER_CHANGES[kind], found.length, COLORS[kind]),
  );
  const ofKeys = keyCounts(changes)
    .filter(([kind]) => kind !== 'other')
    .map(([kind, value]) => number(`Keys ${kind}`, value));
  return html`<dl class="figures small">${ofUsers}${ofKeys}</dl>`;
}

const COLORS: Readonly<Partial<Record<keyof typeof USER_CHANGES, string>>> = {
  nonCompliant: 'non_compliant',
  complies: 'compliant',
};

function number(name: string, value: number, kind?: string): Markup {
  return html`<div class="figure${value > 0 && kind ? ` ${kind}` : ''}"><dt>${name}</dt><dd>${value}</dd></div>`;
}

/** A list, since of many accounts some are often new or not read. */
function notes(changes: Changes, inventory: Inventory): Markup {
  const lines = changesNotes(changes, inventory);
  if (lines.length === 0) return NOTHING;
  return html`<ul class="warning">${lines.map((line) => html`<li>${line}</li>\n`)}</ul>`;
}

function users(changes: Changes, inventory: Inventory): Markup {
  const found = byKind(changes).flatMap(([, ofKind]) => ofKind);
  return table({
    id: 'changes-table',
    layout: 'changes',
    caption: 'Every user with a change, those that are NON_COMPLIANT now first.',
    columns: [
      { key: 'user', label: 'User' },
      { key: 'change', label: 'Change' },
      { key: 'verdict', label: 'Verdict' },
      { key: 'keys', label: 'Access keys' },
    ],
    body: html`<tbody>${found.map((change) => row(change, inventory))}</tbody>`,
    ...(found.length > 10 && { filter: { count: found.length, hint: 'user, key, change' } }),
  });
}

function row(change: UserChange, inventory: Inventory): Markup {
  const { accountId } = change;
  const kind = kindOf(change);
  return html`<tr><th scope="row">${userName({ accountId, userName: nameOf(change) }, inventory, 'with name')}</th>
    <td><span class="badge ${COLORS[kind] ?? 'other'}">${USER_CHANGES[kind]}</span></td>
    <td>${verdictText(change)}</td>
    <td>${keysText(change) || '–'}</td></tr>\n`;
}

/** The changes that matter most, in a sentence; nothing without an earlier inventory. */
export function changesLead({ changes }: Pick<Inventory, 'changes'>): Markup {
  if (!changes) return NOTHING;
  const of = new Map(byKind(changes));
  const [now, comply] = [of.get('nonCompliant')?.length ?? 0, of.get('complies')?.length ?? 0];
  const text = `${count(now, 'user')} became NON_COMPLIANT, ${count(comply, 'user')} ${comply === 1 ? 'complies' : 'comply'} now`;
  return html`<p class="plans">Since ${dateTime(changes.since)} UTC: ${text}. <a href="#changes">All changes</a></p>`;
}
