import { describe, expect, it } from 'vitest';
import { formatHistory } from '../../../../../bin/commands/history/formats/format.ts';
import { toHistoryHtml } from '../../../../../bin/commands/history/formats/html.ts';
import type { AccountHistory } from '../../../../../bin/commands/history/history.ts';
import { NOT_KNOWN, type Starter } from '../../../../../bin/commands/history/history-entry.ts';
import type { UnreadPart } from '../../../../../bin/commands/history/unread-part.ts';
import { parseCsv } from '../../../../../bin/inventory/parse-csv.ts';
import { textOf, textOfPart } from '../../../formats/html-text.ts';
import {
  ALICE,
  aDeactivatedKey,
  aHistory,
  anAccountHistory,
  anEntry,
  daysAgo,
  KEPT,
  KEY,
} from '../histories.ts';

const exemption = {
  userName: 'alice',
  userId: ALICE,
  until: '2026-11-30',
  reason: 'two pipelines',
  owner: '',
  daysLeft: 9,
};

const UNREAD: UnreadPart = { what: 'lastUse', which: KEY, reason: 'AccessDenied: no' };

const tableOf = (...accounts: readonly AccountHistory[]) =>
  formatHistory(aHistory(...accounts), 'table', 160);

/** The rows of the CSV as objects. */
function csvOf(...accounts: readonly AccountHistory[]): Readonly<Record<string, string>>[] {
  const [columns = [], ...rows] = parseCsv(formatHistory(aHistory(...accounts), 'csv', 120));
  return rows.map((row) => Object.fromEntries(columns.map((column, n) => [column, row[n] ?? ''])));
}

describe('the table', () => {
  it('nothing was done: only the numbers', () => {
    expect(tableOf(anAccountHistory())).toBe(
      'Account 111122223333 (no alias), all receipts.\n' +
        '0 runs, 0 of them refused: 0 keys deactivated, 0 given back, 0 deleted.\n' +
        'Keys on record: 0. Soaking: 0, soak of 14 days over: 0. Used since the deactivation: 0.\n' +
        'Exemptions that end within 30 days: 0.\n',
    );
  });

  it('a block for each account, with its name', () => {
    const other = anAccountHistory({
      accountId: '123456789012',
      accountAlias: 'pay',
      accountName: 'Payments',
    });
    expect(tableOf(anAccountHistory(), other)).toMatch(/^Account 123456789012 \(Payments, alias pay\)/m);
  });

  it.each([
    ['soaks', {}, /soaks until 2026-11-25T09:00Z; not used since; no change by others\./],
    ['whose soak is over', { soaksUntil: daysAgo(1).toISOString() }, /soak over since 2026-11-20T09:00Z/],
    [
      'that is Active again',
      { status: 'Active', soaksUntil: null, usedSince: 'unknown' },
      /Active again: .*; not known whether used since, since it is Active;/,
    ],
    [
      'that is gone',
      { status: 'Gone', soaksUntil: null, usedSince: 'unknown' },
      /deleted: the user does not have it/,
    ],
    [
      'of which nothing is known',
      { status: 'Unknown', soaksUntil: null, usedSince: 'unknown' },
      /not known whether it exists; not known whether used/,
    ],
    [
      'that nobody is proven to have deactivated',
      { state: 'unproven', deactivatedAt: null, soaksUntil: null },
      /Deactivated: not known; Inactive, and nobody can tell who/,
    ],
    [
      'of an interrupted run',
      { state: 'written', soaksUntil: null },
      /Inactive; a run on it was interrupted \(written\)/,
    ],
    ['with a status that AWS may add', { status: 'Expired', soaksUntil: null }, /Expired in IAM/],
    [
      'that somebody else changed',
      { changedByOthers: 'bob changed it' },
      /not used since; bob changed it: never deleted by us\./,
    ],
    [
      'of whose deactivation no event has come',
      { isDeactivationSeen: 'no' },
      /not known whether others changed it: no event of the deactivation came from CloudTrail\./,
    ],
    [
      'whose changes were not read',
      { isDeactivationSeen: 'unknown' },
      /not known whether others changed it\./,
    ],
    [
      'that was used since',
      { usedSince: 'yes', lastUsed: { at: daysAgo(2).toISOString(), service: 's3', region: 'us-east-1' } },
      /but never deleted by us: it was used; USED SINCE: 2026-11-19T09:00Z \(s3, us-east-1\);/,
    ],
  ] as const)('a key %s', (_, changes, sentence) => {
    const text = tableOf(anAccountHistory({ deactivatedKeys: [aDeactivatedKey(changes)] }));
    expect(text.replaceAll(/\s*│\n│ +│ +│ /g, ' ')).toMatch(sentence);
  });

  it('says of how many keys it is not known', () => {
    const keys = [aDeactivatedKey({ usedSince: 'unknown' }), aDeactivatedKey()];
    expect(tableOf(anAccountHistory({ deactivatedKeys: keys }))).toContain(
      'Used since the deactivation: 0, not known of 1.',
    );
  });

  it('the end of an exemption is what the owner wrote, as in the other formats and commands', () => {
    const text = tableOf(anAccountHistory({ exemptions: [exemption] }));
    expect(text).toMatch(/│ 2026-11-30 +│ alice │ two pipelines \[nobody named; 9 days left\]/);
  });

  it('each kind of what was not read once, with the first reason', () => {
    const text = tableOf(
      anAccountHistory({ isInterrupted: true, unread: [UNREAD, UNREAD], exemptions: null }),
    );
    expect(text).toContain('Exemptions that end within 30 days: not known.\n');
    expect(text).toMatch(
      /\nInterrupted: more is not known than would be\.\nNot read: the last use of a key, 2 times; first \(AKIAIOSFODNN7EXAMPLE\): AccessDenied: no\n$/,
    );
  });
});

describe('who started a run is never empty', () => {
  const starters = Object.keys(NOT_KNOWN).map(
    (notKnown): Starter => ({ arn: null, notKnown: notKnown as keyof typeof NOT_KNOWN }),
  );
  it.each(starters)('$notKnown', (startedBy) => {
    const account = anAccountHistory({ entries: [anEntry({ startedBy })] });
    const sentence = `not known: ${startedBy.notKnown && NOT_KNOWN[startedBy.notKnown]}`;
    expect(tableOf(account).replaceAll(/\s*│\n│ +│ +│ /g, ' ')).toContain(sentence);
    expect(csvOf(account)[0]?.['startedBy']).toBe(sentence);
    expect(textOf(toHistoryHtml(aHistory(account)))).toContain(sentence);
  });

  it('the caller, if the execution tells it', () => {
    const account = anAccountHistory({ entries: [anEntry()] });
    expect(csvOf(account)[0]?.['startedBy']).toBe('arn:aws:sts::111122223333:assumed-role/operator/alice');
  });
});

describe('CSV', () => {
  const account = anAccountHistory({
    entries: [anEntry({ accessKeyIds: [KEY, KEPT], userName: null })],
    deactivatedKeys: [aDeactivatedKey({ deactivatedAt: null, soaksUntil: null, usedSince: 'unknown' })],
    exemptions: [exemption],
    unread: [UNREAD],
    isComplete: false,
    isInterrupted: true,
    accountAlias: null,
  });

  it('has a row for each run, key, exemption and thing that was not read, and for an interruption', () => {
    expect(csvOf(account).map(({ kind }) => kind)).toEqual([
      'run',
      'key',
      'exemption',
      'unread',
      'interrupted',
    ]);
  });

  it('says what is not known', () => {
    const [run, key, ending, unread] = csvOf(account);
    expect(run).toMatchObject({
      accountId: '111122223333',
      accountAlias: 'not known',
      accountName: 'not known',
      userName: 'not known',
      accessKeyIds: `${KEY} ${KEPT}`,
    });
    expect(key).toMatchObject({ at: 'not known', soaksUntil: 'does not soak', lastUsedAt: 'not known' });
    expect(ending).toMatchObject({
      exemptUntil: '2026-11-30',
      exemptOwner: 'nobody named',
      exemptDaysLeft: '9',
    });
    expect(unread?.['reason']).toBe(`lastUse ${KEY}: AccessDenied: no`);
  });

  it('an account without an alias, a key that was never used', () => {
    const rows = csvOf(anAccountHistory({ deactivatedKeys: [aDeactivatedKey()] }));
    expect(rows).toMatchObject([
      { accountAlias: 'none', lastUsedAt: 'never', usedSince: 'no', changedByOthers: 'no change by others' },
    ]);
  });
});

describe('HTML', () => {
  const used = aDeactivatedKey({
    usedSince: 'yes',
    lastUsed: { at: daysAgo(2).toISOString(), service: 's3', region: 'us-east-1' },
  });
  const account = anAccountHistory({
    entries: [anEntry(), anEntry({ outcome: 'Refused', refusalCode: 'NewKey', accessKeyIds: [] })],
    deactivatedKeys: [used, aDeactivatedKey({ accessKeyId: KEPT })],
    exemptions: [exemption],
  });
  const html = toHistoryHtml(aHistory(account));

  it('begins with what needs somebody, and has each list with its number', () => {
    expect(textOf(html)).toContain('IAM shows a later use of 1 deactivated key.');
    expect(textOfPart(html, 'used')).toMatch(
      /^ Used since their deactivation 1 .* USED SINCE: 2026-11-19T09:00Z/,
    );
    expect(textOfPart(html, 'keys')).toMatch(/^ Keys on record 2 /);
    expect(textOfPart(html, 'exemptions')).toMatch(
      /^ Exemptions that end soon 1 .* two pipelines nobody named 9 /,
    );
    expect(textOfPart(html, 'runs')).toMatch(/^ Runs 2 .* Refused NewKey /);
  });

  it('loads nothing, and allows only its own style and script', () => {
    expect(html).not.toMatch(/https?:|[\w"'(]\/\/|@import|url\(|\ssrc=|<link|<iframe|<img|<form/i);
    expect(html).toMatch(
      /http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; style-src &#39;sha256-/,
    );
    expect(html).not.toMatch(/\sstyle=|\son[a-z]+=/);
  });

  it('has tables with captions, heads with a scope, links that lead somewhere, and no id twice', () => {
    for (const table of html.match(/<table.*?<\/table>/gs) ?? [])
      expect(table).toMatch(/^<table[^>]*>\s*<caption>/);
    for (const head of html.match(/<th[\s>][^>]*/g) ?? []) expect(head).toMatch(/scope="(col|row)"/);
    const ids = Array.from(html.matchAll(/\sid="([^"]*)"/g), ([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, target] of html.matchAll(/href="#([^"]*)"/g)) expect(ids).toContain(target);
  });

  it('names the account in each row only if there are several', () => {
    expect(textOfPart(html, 'runs')).not.toContain('111122223333 2026');
    const two = toHistoryHtml(aHistory(account, { ...account, accountId: null }));
    expect(textOfPart(two, 'runs')).toContain(
      'alice AIDAALICE0000EXAMPLE not known 2026-11-20 09:00 Deactivated',
    );
    expect(two).toContain('<title>One Active Key: history on 2026-11-21</title>');
  });

  it('says what is not known, and what was not read', () => {
    const lost = anAccountHistory({
      deactivatedKeys: [aDeactivatedKey({ usedSince: 'unknown' })],
      exemptions: null,
      unread: [UNREAD],
    });
    const text = textOf(toHistoryHtml(aHistory(lost)));
    expect(text).toContain(
      'Not complete. Not read: the last use of a key (AKIAIOSFODNN7EXAMPLE): AccessDenied: no',
    );
    expect(text).toContain(
      'No deactivated key is known to have been used since. Of 1 key on record it is not known.',
    );
    expect(text).toContain('Not known: the tags of the users could not be read.');
    expect(text).toContain('Complete no: see the warnings at the top');
  });

  it('nothing was done: sentences in place of the tables', () => {
    const text = textOf(toHistoryHtml(aHistory(anAccountHistory())));
    expect(text).toContain('No run left a receipt in this time.');
    expect(text).toContain('No key is on record that was neither given back nor deleted.');
    expect(text).toContain('IAM shows no use of a key on record after its deactivation.');
    expect(text).toContain('No exemption ends within the next 30 days.');
  });
});
