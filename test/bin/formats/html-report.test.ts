import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Changes } from '../../../bin/comparison/changes.ts';
import { toHtml } from '../../../bin/formats/html.ts';
import type { Inventory } from '../../../bin/inventory/inventory.ts';
import {
  aKey,
  aLargeInventory,
  anExemptUser,
  anInventory,
  aSurplusUser,
  aUser,
  daysAgo,
} from '../inventories.ts';
import { partOf, textOf } from './html-text.ts';

const HOSTILE = [
  '<img src=x onerror=alert(1)>',
  '"><script>alert(1)</script>',
  "' onmouseover='alert(1)",
  '</title></style></script><svg onload=alert(1)>',
  '&lt;b&gt; & &amp; `$(alert(1))` {{1}}',
];

/** Changes in which every text of the earlier inventory and of the account is `text`. */
function changesOf(text: string): Changes {
  const state = { userName: text, complianceType: text as 'COMPLIANT' };
  const user = {
    accountId: text,
    userId: text,
    keys: [{ accessKeyId: text, earlier: text, later: `${text}2` }],
  };
  return {
    since: text,
    accountsNotCompared: [{ accountId: text, earlier: 'read', later: 'absent' }],
    otherParameters: [text],
    usersNotCompared: [{ accountId: text, userName: text, unknownIn: 'both' }],
    users: [
      { ...user, earlier: state, later: { ...state, userName: `${text}3` } },
      { ...user, earlier: state, later: null },
      { ...user, earlier: null, later: state },
    ],
  };
}

/** An inventory in which every text from the account is `text`. */
function inventoryOf(text: string): Inventory {
  const key = aKey({
    accessKeyId: text,
    status: text,
    lastUsed: { at: daysAgo(1), service: text, region: text },
  });
  const record = { accessKeyId: text, state: 'unproven', deactivatedAt: null, record: text } as const;
  const user = aSurplusUser({
    userName: text,
    userId: text,
    annotation: text,
    accessKeys: [key, key],
    deactivations: [record],
    arn: text,
    path: text,
    createdAt: text,
    tags: { [text]: text, Owner: text },
    privileged: 'yes',
    privileges: [{ policy: text, kind: 'inline', group: text, allows: 'iam:*', isConditional: true }],
    unreadPolicies: [text],
  });
  const attributes = {
    rootAccessKeys: 'yes',
    credentialReportAt: text,
    unread: [{ what: 'consoleAccess', reason: text }],
  } as const;
  return anInventory(
    [
      user,
      { ...user, plan: { action: 'refuse', code: text as 'KeysInUse', reason: text } },
      {
        ...user,
        situation: 'Exempt',
        plan: null,
        exemption: { until: text, reason: text, owner: text, daysLeft: 1 },
      },
      { ...aUser({ userName: text }), accessKeys: [aKey({ createdAt: text })] },
    ],
    {
      failures: [{ accountId: '111122223333', userName: text, reason: text }],
      tagColumns: ['Owner', text],
      operator: text,
      command: text,
      changes: changesOf(text),
    },
    { attributes, accountName: text, accountAlias: text },
  );
}

/** All tags of a page, by name with the names of their attributes. */
const tagsOf = (html: string): Set<string> =>
  new Set(
    Array.from(html.matchAll(/<([a-z0-9]+)((?:\s+[a-z-]+(?:="[^"]*")?)*)\s*\/?>/g), ([, name, attributes]) =>
      [
        name,
        ...Array.from(`${attributes}`.replaceAll(/"[^"]*"/g, '').matchAll(/[a-z-]+/g), ([each]) => each),
      ].join(' '),
    ),
  );

describe('texts from the account', () => {
  const harmless = toHtml(inventoryOf('x'));

  it.each(HOSTILE)('%s is escaped everywhere', (text) => {
    const html = toHtml(inventoryOf(text));
    expect(tagsOf(html)).toEqual(tagsOf(harmless));
    expect(html.split('<').length).toBe(harmless.split('<').length);
    expect(html.split('"').length).toBe(harmless.split('"').length);
    expect(html).not.toContain(text);
  });

  it('keep their quotes and ampersands', () => {
    const html = toHtml(anInventory([anExemptUser('2026-12-31', `R&D's "big" move <soon>`)]));
    expect(partOf(html, 'exempt')).toContain('R&amp;D&#39;s &quot;big&quot; move &lt;soon&gt;');
  });

  it('lose control characters, single surrogates and changes of the text direction', () => {
    const html = toHtml(inventoryOf('a\u0000b\u001b[31mc\u0085d\u2028e\u202ef\ud800g\u2066h\r\ni'));
    expect(html).toContain('a b [31mc d e f g h  i');
    expect(html.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cs}\p{Zl}\p{Bidi_Control}]/u);
  });

  it('keep letters of any script', () => {
    expect(toHtml(inventoryOf('Ünïcödé 日本 עברית 🔑'))).toContain('>Ünïcödé 日本 עברית 🔑<');
  });
});

describe('the file', () => {
  const html = toHtml(anInventory([aSurplusUser(), aUser({ userName: 'bob' })]));

  it('loads nothing: it contains no address', () => {
    // A hash may contain what looks like the beginning of an address.
    expect(html.replaceAll(/sha256-[\w+/]+=*/g, '')).not.toMatch(
      /https?:|[\w"'(]\/\/|@import|url\(|\ssrc=|<link|<iframe|<img|<form/i,
    );
    const targets = Array.from(html.matchAll(/href="([^"]*)"/g), ([, target]) => target ?? '');
    for (const target of targets) expect(html).toContain(` id="${target.slice(1)}"`);
  });

  it('allows its own style and script by their hashes, and nothing else', () => {
    const hashOf = (element: string) => {
      const text = new RegExp(`<${element}[^>]*>(.*?)</${element}>`, 's').exec(html)?.[1] ?? '';
      return `&#39;sha256-${createHash('sha256').update(text).digest('base64')}&#39;`;
    };
    expect(/http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1]).toBe(
      [
        'default-src &#39;none&#39;',
        `style-src ${hashOf('style')}`,
        `script-src ${hashOf('script')}`,
        'base-uri &#39;none&#39;',
        'form-action &#39;none&#39;',
      ].join('; '),
    );
    expect(html).toContain('<meta name="referrer" content="no-referrer">');
    expect(html).not.toMatch(/\sstyle=|\son[a-z]+=/);
  });

  it('has a language, a title, a skip link and headings in order', () => {
    expect(html).toContain('<html lang="en">');
    expect(html).toContain('<title>One Active Key: IAM users of account 111122223333 on 2026-11-21</title>');
    expect(html).toContain('<a class="skip" href="#main">');
    const levels = Array.from(html.matchAll(/<h(\d)/g), ([, level]) => Number(level));
    expect(levels[0]).toBe(1);
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    levels.forEach((level, index) => {
      expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1);
    });
  });

  it('has tables with captions, and table heads with a scope', () => {
    const tables = html.match(/<table.*?<\/table>/gs) ?? [];
    expect(tables.length).toBeGreaterThan(5);
    for (const table of tables) expect(table).toMatch(/^<table[^>]*>\s*<caption>/);
    for (const head of html.match(/<th[\s>][^>]*/g) ?? []) expect(head).toMatch(/scope="(col|row|rowgroup)"/);
  });

  it('contains no id twice', () => {
    const ids = Array.from(html.matchAll(/\sid="([^"]*)"/g), ([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('is the same for the same inventory', () => {
    expect(toHtml(anInventory([aSurplusUser(), aUser({ userName: 'bob' })]))).toBe(html);
  });
});

describe('the head', () => {
  it.each([
    [
      '111122223333',
      'IAM users of account 111122223333 on',
      'Account 111122223333, as of 2026-11-21 09:00 UTC',
    ],
    ['', 'IAM users on', 'As of 2026-11-21 09:00 UTC'],
  ])('names the account if it is known: "%s"', (accountId, title, sentence) => {
    const html = toHtml(anInventory([], {}, { accountId }));
    expect(html).toContain(`<title>One Active Key: ${title} 2026-11-21</title>`);
    expect(textOf(html)).toContain(`The rule: every IAM user has one active access key at most. ${sentence}`);
  });
});

describe('5,000 users', () => {
  it('need less than 3 MB', () => {
    expect(Buffer.byteLength(toHtml(aLargeInventory(5_000)))).toBeLessThan(3_000_000);
  });
});
