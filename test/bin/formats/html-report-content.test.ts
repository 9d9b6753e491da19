import { describe, expect, it } from 'vitest';
import { toHtml } from '../../../bin/formats/html.ts';
import type { Inventory } from '../../../bin/inventory/inventory.ts';
import { PARAMETERS } from '../../../policy/parameters.ts';
import { CIS, OTHERS } from '../../../product/standards.ts';
import { aKey, anExemptUser, anInventory, aSurplusUser, aUser, daysAgo } from '../inventories.ts';
import { textOf, textOfPart } from './html-text.ts';

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

  it('count the users about whom something is to be done, and those that could not be read', () => {
    const refused = aSurplusUser({ plan: { action: 'refuse', code: 'KeysInUse', reason: '' } });
    const html = toHtml(
      anInventory(
        [aUser(), aUser(), aSurplusUser(), aSurplusUser(), refused, anExemptUser('2026-12-31', '')],
        { failures: [{ accountId: '111122223333', userName: 'x', reason: 'y' }] },
      ),
    );
    expect(figuresOf(html, 'by-group')).toEqual([
      ['deactivate', 2],
      ['owner decides', 1],
      ['exempt', 1],
      ['not read', 1],
    ]);
    expect(textOfPart(html, 'figures')).toContain('2 of 7 users are fine, and in no bar');
  });

  it('count each key once, by its age in whole days', () => {
    const ages = [-1, 0, 29.9, 30, 89.9, 90, 179.9, 180, 364.9, 365, 4000];
    const keys = ages.map((days) =>
      aKey({ createdAt: daysAgo(days), status: days === 0 ? 'Inactive' : 'Active' }),
    );
    expect(figuresOf(toHtml(anInventory([aUser({ accessKeys: keys })])), 'by-age')).toEqual([
      ['under 30 days', 0, 2, 1],
      ['30 to 89 days', 0, 2, 0],
      ['90 to 179 days', 0, 2, 0],
      ['180 to 364 days', 0, 2, 0],
      ['365 days and more', 0, 2, 0],
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
      ['under 7 days', 0, 2],
      ['7 to 29 days', 0, 2],
      ['30 to 89 days', 0, 2],
      ['90 to 364 days', 0, 2],
      ['365 days and more', 0, 1],
      ['never used', 0, 1],
    ]);
  });

  it('count active keys of NON_COMPLIANT users apart', () => {
    const html = toHtml(anInventory([aSurplusUser(), aUser()]));
    expect(figuresOf(html, 'by-age').at(-1)).toEqual(['365 days and more', 1, 1, 0]);
    expect(figuresOf(html, 'by-last-use').at(-1)).toEqual(['never used', 1, 1]);
  });
});

describe('the lists', () => {
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
    expect(text).toContain('A remediation would deactivate no key of the users listed here.');
    expect(text).toContain('A remediation would refuse for none of the users listed here.');
    expect(text).toContain('None of the users listed here is exempt.');
    expect(text).toContain('no record of a deactivation');
    expect(text).toContain('All listed users were read.');
  });

  it('of all users: show each key with its id, its age and the days since its last use', () => {
    const inactive = aKey({ accessKeyId: 'AKIAINACTIVE0EXAMPLE', status: 'Inactive' });
    const html = toHtml(
      anInventory([
        aUser({ accessKeys: [] }),
        aSurplusUser({ userName: 'bob' }),
        aUser({ accessKeys: [inactive] }),
      ]),
    );
    const text = textOfPart(html, 'all');
    expect(text).toContain('alice COMPLIANT – – –');
    expect(text).toContain(
      'bob NON_COMPLIANT AKIAGONE00000EXAMPLE AKIAKEPT00000EXAMPLE 800 20 never used 1 ',
    );
    expect(text).toContain('alice COMPLIANT AKIAINACTIVE0EXAMPLE Inactive 365 never used');
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
