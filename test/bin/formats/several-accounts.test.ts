import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { format } from '../../../bin/formats/format.ts';
import { toHtml } from '../../../bin/formats/html.ts';
import { FORMATS } from '../../../bin/formats/names.ts';
import { toText } from '../../../bin/formats/text.ts';
import type { Inventory, Summary } from '../../../bin/inventory/inventory.ts';
import { addSummaries, joinInventories } from '../../../bin/inventory/join.ts';
import { summarize } from '../../../bin/inventory/summary.ts';
import { ATTRIBUTES, anInventory, aSurplusUser, aUser, daysAgo, NOW } from '../inventories.ts';
import { textOf, textOfPart } from './html-text.ts';

const FRAME = { schemaVersion: '2.0', generatedAt: NOW, tagColumns: [] } as const;

const ofAccount = (accountId: string, changes: Parameters<typeof anInventory>[2] = {}): Inventory =>
  anInventory([aSurplusUser({ accountId })], {}, { accountId, ...changes });

const NOT_READ = { accountId: '444455556666', accountName: 'Old lab', failure: 'no role', isComplete: false };

const joined = (changes: Parameters<typeof anInventory>[2] = {}, unread = [NOT_READ]) =>
  joinInventories(FRAME, [ofAccount('123456789012', changes), ofAccount('111122223333')], unread);

describe('an inventory of several accounts', () => {
  it('has the accounts by id, and counts all users', () => {
    const { accounts, summary, isComplete } = joined();
    expect(accounts.map(({ accountId }) => accountId)).toEqual([
      '111122223333',
      '123456789012',
      '444455556666',
    ]);
    expect({ isComplete, ...summary }).toMatchObject({
      isComplete: false,
      users: 2,
      verdicts: { NON_COMPLIANT: 2 },
    });
  });

  it('an account that was not read has no numbers', () => {
    expect(joined().accounts[2]).toMatchObject({ summary: null, keysOnRecord: null });
  });

  it.each<[string, Parameters<typeof joined>, string]>([
    ['of all users', [{ keysOnRecord: { done: 2, undone: 1 } }, []], '2 done, 1 undone'],
    ['none', [{}, []], 'none'],
    ['of the accounts that were read', [{ keysOnRecord: { done: 2 } }], '2 done; not known of 1 account'],
    ['none where read', [{}], 'none; not known of 1 account'],
    ['not read', [{ readsLedger: false, keysOnRecord: null }], 'not read; give --ledger-table deployed'],
  ])('the keys on record: %s', (_, parts, expected) => {
    expect(format(joined(...parts), 'table', 120)).toContain(
      `Keys that One Active Key deactivated, on record: ${expected}.\n`,
    );
  });

  it('the keys on record of accounts of which none was read are not known', () => {
    const text = format(joinInventories(FRAME, [], [NOT_READ]), 'table', 120);
    expect(text).toContain('Keys that One Active Key deactivated, on record: not known.\n');
  });

  it('is complete if the only account that was not read is one that nobody can use', () => {
    expect(joined({}, [{ ...NOT_READ, isComplete: true }]).isComplete).toBe(true);
  });

  it('orders the users of all accounts together: privileged, production, name, account', () => {
    const [a, b] = ['111122223333', '123456789012'] as const;
    const inventories = [
      anInventory([
        aUser({ accountId: b, userName: 'x' }),
        aUser({ accountId: b, userName: 'p', privileged: 'yes' }),
      ]),
      anInventory([
        aUser({ accountId: a, userName: 'x' }),
        aUser({ accountId: a, userName: 'z', production: 'yes' }),
      ]),
    ];
    const { users } = joinInventories(FRAME, inventories, []);
    expect(users.map(({ userName, accountId }) => `${userName} ${accountId}`)).toEqual([
      `p ${b}`,
      `z ${a}`,
      `x ${a}`,
      `x ${b}`,
    ]);
  });

  it('its numbers are the sums of those of the accounts, in any grouping', () => {
    const user = fc.record({
      complianceType: fc.constantFrom('COMPLIANT', 'NON_COMPLIANT', 'NOT_APPLICABLE'),
      activeKeys: fc.nat({ max: 3 }),
    });
    const account = fc.record({
      users: fc.array(user),
      unread: fc.array(fc.constant({ userName: 'u', reason: 'r' })),
    });
    fc.assert(
      fc.property(fc.array(account), (accounts) => {
        const each: Summary[] = accounts.map(({ users, unread }) => summarize(users, unread));
        const all = summarize(
          accounts.flatMap(({ users }) => users),
          accounts.flatMap(({ unread }) => unread),
        );
        expect(addSummaries(each)).toEqual(all);
      }),
    );
  });

  it('JSON follows the schema', () => {
    const ajv = new Ajv2020({ allErrors: true });
    (addFormats as unknown as (ajv: Ajv2020) => void)(ajv);
    const isValid = ajv.compile(JSON.parse(readFileSync('bin/formats/inventory.schema.json', 'utf8')));
    expect(isValid(JSON.parse(format(joined(), 'json', 120))), JSON.stringify(isValid.errors)).toBe(true);
  });

  it.each(FORMATS)('%s: the account that was not read, and why', (as) => {
    const text = format(joined(), as, 120);
    expect(text).toContain('444455556666');
    expect(text).toContain('no role');
  });

  it.each(FORMATS)(
    '%s: no character that a terminal obeys, and no markup, from the names of accounts',
    (as) => {
      const hostile = '<b>\u001b[31m\u202e=cmd|x\n</b>';
      const text = format(
        joined({ accountName: hostile, accountAlias: hostile }, [
          { ...NOT_READ, accountName: hostile, failure: hostile },
        ]),
        as,
        120,
      );
      expect(text.replaceAll(/\r?\n/g, '')).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
      if (as === 'html') expect(text).not.toContain('<b>');
    },
  );
});

describe('the root users of several accounts', () => {
  it.each([
    ['no', 'none in 2 accounts; not known in 1 account.'],
    [
      'yes',
      'present in 123456789012; delete them (AWS recommends to have none); none in 1 account; not known in 1 account.',
    ],
    ['unknown', 'none in 1 account; not known in 2 accounts.'],
  ] as const)('%s', (rootAccessKeys, expected) => {
    const inventory = joined({ attributes: { ...ATTRIBUTES, rootAccessKeys } });
    expect(toText(inventory, 200)).toContain(`Access keys of the root users: ${expected}\n`);
  });

  it('the page warns, and says where', () => {
    const inventory = joined({ attributes: { ...ATTRIBUTES, rootAccessKeys: 'yes' } });
    expect(textOf(toHtml(inventory))).toContain(
      'The root user has access keys. In 123456789012. AWS recommends to delete them',
    );
  });
});

describe('the table of several accounts', () => {
  it('names the account of each user, and of one that could not be read', () => {
    const failing = anInventory([], {
      failures: [{ accountId: '111122223333', userName: 'bob', reason: 'denied' }],
    });
    const text = toText(joinInventories(FRAME, [ofAccount('123456789012'), failing], []), 120);
    expect(text).toMatch(/│ Account +│ User/);
    expect(text).toMatch(/│ 123456789012 │ alice/);
    expect(text).toContain('No verdict, because the user could not be read: 111122223333: bob: denied');
  });

  it('no line is wider than the terminal', () => {
    const lines = toText(joined(), 100)
      .split('\n')
      .filter((line) => line.startsWith('│'));
    expect(Math.max(...lines.map((line) => line.length))).toBe(100);
  });

  it('says of which report the console access is, the oldest', () => {
    const inventory = joined({ attributes: { ...ATTRIBUTES, credentialReportAt: daysAgo(0.15) } });
    expect(toText(inventory, 200)).toContain(
      'by credential reports, the oldest of 2026-11-21T05:24Z, 3 hours old.',
    );
  });
});

describe('the page of several accounts', () => {
  const html = toHtml(
    joined({
      accountName: 'Payments',
      accountAlias: 'acme-pay',
      parameters: {
        selectionStrategy: 'Oldest',
        rotationGraceHours: 1,
        protectUsedWithinDays: 7,
        exemptionMaxDays: 90,
      },
    }),
  );

  it.each([
    ['the head', '3 accounts, as of 2026-11-21 09:00 UTC'],
    ['a warning', 'An account was not read. 444455556666 (Old lab): no role'],
    ['how complete it is', 'Complete no: 1 account could not be read'],
    ['parameters that differ', 'selectionStrategy LeastRecentlyUsed Oldest'],
  ])('%s', (_, expected) => {
    expect(textOf(html).replaceAll(/\s+/g, ' ')).toContain(expected);
  });

  it('its title', () => {
    expect(html).toContain('<title>One Active Key: IAM users of 3 accounts on 2026-11-21</title>');
  });

  it('a table of the accounts', () => {
    const text = textOfPart(html, 'accounts').replaceAll(/\s+/g, ' ');
    expect(text).toContain('Payments 123456789012 · acme-pay 1 1 0 0 1 none yes');
    expect(text).toContain('Old lab 444455556666 – – – – – not known no: no role');
  });

  it.each([
    ['deactivate', 'alice 123456789012 Payments'],
    ['all', 'alice 123456789012 NON_COMPLIANT'],
  ])('the account of each user in the list %s', (id, expected) => {
    expect(textOfPart(html, id)).toContain(expected);
  });

  it('the accounts with most NON_COMPLIANT users first, then those that could not be read', () => {
    const [two, one, none] = ['123456789012', '111122223333', '100000000000'].map((accountId, index) =>
      anInventory(
        [...Array.from({ length: 2 - index }, () => aSurplusUser({ accountId })), aUser({ accountId })],
        {},
        { accountId },
      ),
    ) as [Inventory, Inventory, Inventory];
    const page = toHtml(joinInventories(FRAME, [none, one, two], [NOT_READ]));
    const ids = textOfPart(page, 'accounts').match(/\b\d{12}\b/g);
    expect(ids).toEqual(['123456789012', '111122223333', '444455556666', '100000000000']);
  });
});
