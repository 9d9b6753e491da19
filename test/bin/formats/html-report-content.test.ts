import { describe, expect, it } from 'vitest';
import { toHtml } from '../../../bin/formats/html.ts';
import type { Inventory } from '../../../bin/inventory/inventory.ts';
import { PARAMETERS } from '../../../policy/parameters.ts';
import { CIS, OTHERS } from '../../../product/standards.ts';
import {
  aKey,
  anExemptUser,
  anInventory,
  aSurplusUser,
  aUser,
  daysAgo,
  sandboxInventory,
} from '../inventories.ts';
import { partOf, textOf, textOfPart } from './html-text.ts';

describe('the charts', () => {
  /** The rows of a chart: each label with its numbers. */
  const figuresOf = (html: string, id: string) =>
    Array.from(
      (new RegExp(`<h3 id="${id}">.*?</section>`, 's').exec(html)?.[0] ?? '').matchAll(
        /<tr><th scope="row">(.*?)<\/th>(.*?)<\/tr>/gs,
      ),
      ([, label, cells]) => [
        label,
        ...Array.from(`${cells}`.matchAll(/class="number">(\d+)</g), ([, each]) => Number(each)),
      ],
    );

  it('count users by verdict', () => {
    const html = toHtml(
      anInventory(
        [aUser(), aUser(), aUser(), aSurplusUser(), aSurplusUser(), anExemptUser('2026-12-31', '')],
        {
          failures: [{ accountId: '111122223333', userName: 'x', reason: 'y' }],
        },
      ),
    );
    expect(figuresOf(html, 'by-verdict')).toEqual([
      ['NON_COMPLIANT', 2],
      ['NOT_APPLICABLE', 1],
      ['COMPLIANT', 3],
      ['not read', 1],
    ]);
  });

  it('count each key once, by its age in whole days', () => {
    const ages = [-1, 0, 29.9, 30, 89.9, 90, 179.9, 180, 364.9, 365, 4000];
    const keys = ages.map((days) =>
      aKey({ createdAt: daysAgo(days), status: days === 0 ? 'Inactive' : 'Active' }),
    );
    expect(figuresOf(toHtml(anInventory([aUser({ accessKeys: keys })])), 'by-age')).toEqual([
      ['under 30 days', 2, 1],
      ['30 to 89 days', 2, 0],
      ['90 to 179 days', 2, 0],
      ['180 to 364 days', 2, 0],
      ['365 days and more', 2, 0],
    ]);
  });

  it('count active keys by their last use', () => {
    const used = (days: number, status = 'Active') =>
      aKey({ status, lastUsed: { at: daysAgo(days), service: 's3', region: 'us-east-1' } });
    const keys = [
      ...[-1, 6.9, 7, 29.9, 30, 89, 90, 364, 365].map((days) => used(days)),
      used(1, 'Inactive'),
      aKey(),
    ];
    expect(figuresOf(toHtml(anInventory([aUser({ accessKeys: keys })])), 'by-last-use')).toEqual([
      ['under 7 days', 2],
      ['7 to 29 days', 2],
      ['30 to 89 days', 2],
      ['90 to 364 days', 2],
      ['365 days and more', 1],
      ['never used', 1],
    ]);
  });
});

describe('the lists', () => {
  it('of users to look at: contains every user with more than one active key', async () => {
    const inventory = await sandboxInventory();
    const part = partOf(toHtml(inventory), 'affected');
    const names = Array.from(part.matchAll(/<span class="name">(.*?)<\/span>/g), ([, name]) => name);
    expect(names).toEqual(
      inventory.users.filter((user) => user.situation !== 'AtMostOneActiveKey').map((user) => user.userName),
    );
    expect(names.length).toBe(inventory.summary.activeKeys.more);
  });

  it('show for each key its facts, its plan and the reason', () => {
    const text = textOfPart(toHtml(anInventory([aSurplusUser()])), 'affected');
    expect(text).toContain('AKIAGONE00000EXAMPLE Active 2024-09-12 09:00 never deactivate');
    expect(text).toContain(
      'AKIAKEPT00000EXAMPLE Active 2026-11-01 09:00 2026-11-20 09:00 s3 · eu-west-1 keep',
    );
    expect(text).toContain(
      ' 2 active access keys. Keep AKIAKEPT00000EXAMPLE; deactivate AKIAGONE00000EXAMPLE.',
    );
  });

  it('show a refusal with its code', () => {
    const plan = { action: 'refuse', code: 'KeysInUse', reason: 'why' } as const;
    expect(textOfPart(toHtml(anInventory([aSurplusUser({ plan })])), 'affected')).toContain(
      'refuse KeysInUse',
    );
  });

  it.each([
    ['2026-12-31', 'payroll', '2026-12-31 x payroll'],
    ['2026-12-31T23:00:00+02:00', 'payroll', '2026-12-31 21:00 x payroll'],
    ['2026-12-31', '', '2026-12-31 x nobody named'],
  ])('of exemptions: until %s, with the owner "%s"', (until, owner, row) => {
    const inventory = anInventory([anExemptUser(until, 'x', owner)]);
    expect(textOfPart(toHtml(inventory), 'exemptions')).toContain(row);
  });

  it('of users not read: show the users and the reasons', () => {
    const html = toHtml(
      anInventory([], {
        failures: [
          { accountId: '111122223333', userName: 'carol', reason: 'ThrottlingException: slow down' },
        ],
      }),
    );
    expect(textOfPart(html, 'failures')).toContain('carol ThrottlingException: slow down');
  });

  it('say that they are empty', () => {
    const text = textOf(toHtml(anInventory([aUser()])));
    expect(text).toContain('None of the users listed here has more than one active access key.');
    expect(text).toContain('None of the users listed here is exempt.');
    expect(text).toContain('no record of a deactivation');
    expect(text).toContain('All listed users were read.');
  });

  it('of all users: show a dash for a missing date', () => {
    const html = toHtml(anInventory([aUser({ accessKeys: [] }), aSurplusUser({ userName: 'bob' })]));
    const text = textOfPart(html, 'all');
    expect(text).toContain('alice COMPLIANT 0 0 – –');
    expect(text).toContain('bob NON_COMPLIANT 2 0 2024-09-12 2026-11-20');
  });

  it('of all users: show their number, and whether the list is complete', () => {
    const all = anInventory([aUser(), aSurplusUser({ userName: 'bob' })]);
    const textOfAll = (inventory: Inventory) => textOfPart(toHtml(inventory), 'all');
    expect(textOfAll(all)).toContain('All users 2 Show all 2 users');
    expect(textOfAll({ ...all, users: all.users.slice(1) })).toContain('Listed users 1 Show all 1 user ');
    expect(textOfAll({ ...all, isComplete: false })).toContain('Listed users 2');
    expect(textOfAll(anInventory([]))).toContain('All users 0 No user is listed.');
  });
});

describe('about the report', () => {
  it('lists the standards of the templates', () => {
    const text = textOfPart(toHtml(anInventory([])), 'standards').replaceAll('&amp;', '&');
    for (const { standard, versions, id, source } of [...CIS, ...OTHERS]) {
      expect(text).toContain(`${standard} ${versions.join(', ') || '–'} ${id} ${source}`);
    }
  });

  it('shows its time and its parameters', () => {
    const parameters = {
      selectionStrategy: 'Oldest',
      rotationGraceHours: 719,
      protectUsedWithinDays: 363,
      exemptionMaxDays: 361,
    } as const;
    const text = textOfPart(toHtml(anInventory([], {}, { parameters })), 'about');
    expect(text).toContain('Made 2026-11-21 09:00 UTC');
    for (const [name, { description }] of Object.entries(PARAMETERS)) {
      expect(text).toContain(`${name} ${parameters[name as keyof typeof parameters]} ${description}`);
    }
  });

  it.each([
    [true, [], 'Complete yes: all users were read'],
    [true, ['carol'], 'Complete all users but 1 were read'],
    [false, ['carol'], 'Complete no: the reading was interrupted'],
  ])('says whether it is complete: %s, not read: %s', (isComplete, names, sentence) => {
    const failures = names.map((userName) => ({ accountId: '111122223333', userName, reason: 'why' }));
    expect(textOfPart(toHtml(anInventory([], { isComplete, failures })), 'about')).toContain(sentence);
  });
});
