import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { compareInventories } from '../../../bin/comparison/compare.ts';
import { format } from '../../../bin/formats/format.ts';
import { toHtml } from '../../../bin/formats/html.ts';
import type { Inventory } from '../../../bin/inventory/inventory.ts';
import { joinInventories } from '../../../bin/inventory/join.ts';
import { aKey, anExemptUser, anInventory, aSurplusUser, aUser, daysAgo } from '../inventories.ts';
import { partOf, textOf, textOfPart } from './html-text.ts';

const id = (name: string) => `AIDA${name.toUpperCase()}`;

const user = (userName: string, changes = {}) => aUser({ userName, userId: id(userName), ...changes });

const surplus = (userName: string) => aSurplusUser({ userName, userId: id(userName) });

const exempt = { ...anExemptUser('2026-12-31', ''), userName: 'erin', userId: id('erin') };

const EARLIER = anInventory([user('alice'), surplus('bob'), user('carol'), surplus('erin'), user('frank')], {
  generatedAt: daysAgo(7),
});

const LATER = anInventory([
  surplus('alice'),
  user('bob', { accessKeys: [aKey({ accessKeyId: 'AKIAGONE00000EXAMPLE', status: 'Inactive' })] }),
  user('dave'),
  exempt,
  user('frank', { accessKeys: [aKey({ status: 'Inactive' })] }),
]);

const compared = (earlier: Inventory, later: Inventory): Inventory => ({
  ...later,
  changes: compareInventories(earlier, later),
});

const COMPARED = compared(EARLIER, LATER);

describe('the changes since an earlier inventory', () => {
  it('table: the numbers, and a line for each user', () => {
    expect(format(COMPARED, 'table', 120)).toContain(
      [
        'Changes since 2026-11-14T09:00Z: 1 NON_COMPLIANT that were not, 1 NON_COMPLIANT that comply now, 1 with another verdict, 1 gone, 1 new, 1 with other keys or another name. Keys: 3 created, 2 deactivated, 3 deleted.',
        'NON_COMPLIANT now, 1 user:',
        '  alice: COMPLIANT → NON_COMPLIANT: AKIAGONE00000EXAMPLE created, AKIAIOSFODNN7EXAMPLE deleted, AKIAKEPT00000EXAMPLE created',
        'Complies now, 1 user:',
        '  bob: NON_COMPLIANT → COMPLIANT: AKIAGONE00000EXAMPLE deactivated, AKIAKEPT00000EXAMPLE deleted',
        'Another verdict, 1 user:',
        '  erin: NON_COMPLIANT → NOT_APPLICABLE',
        'User is gone, 1 user:',
        '  carol: was COMPLIANT: AKIAIOSFODNN7EXAMPLE deleted',
        'New user, 1 user:',
        '  dave: new, COMPLIANT: AKIAIOSFODNN7EXAMPLE created',
        'Other keys or name, 1 user:',
        '  frank: COMPLIANT: AKIAIOSFODNN7EXAMPLE deactivated',
        '',
      ].join('\n'),
    );
  });

  it('JSON: follows the schema', () => {
    const ajv = new Ajv2020({ allErrors: true });
    addFormats.default(ajv);
    const isValid = ajv.compile(JSON.parse(readFileSync('bin/formats/inventory.schema.json', 'utf8')));
    for (const inventory of [COMPARED, compared(LATER, EARLIER)]) {
      const written = JSON.parse(format(inventory, 'json', 80));
      expect(isValid(written), JSON.stringify(isValid.errors)).toBe(true);
      expect(written.changes.users).toHaveLength(6);
    }
  });

  it('page: a section, a sentence at its beginning, and the users that are NON_COMPLIANT now first', () => {
    const html = toHtml(COMPARED);
    expect(textOf(html)).toContain(
      'Since 2026-11-14 09:00 UTC: 1 user became NON_COMPLIANT, 1 user complies now. All changes',
    );
    const text = textOfPart(html, 'changes');
    expect(text).toContain('NON_COMPLIANT now 1 Complies now 1 Another verdict 1 User is gone 1 New user 1');
    expect(text).toContain('Keys created 3 Keys deactivated 2 Keys activated 0 Keys deleted 3');
    const names = Array.from(partOf(html, 'changes').matchAll(/<th scope="row">(\w+)/g), ([, name]) => name);
    expect(names).toEqual(['alice', 'bob', 'erin', 'carol', 'dave', 'frank']);
  });

  it('page: none without an earlier inventory', () => {
    expect(toHtml(LATER)).not.toContain('id="changes"');
  });

  it.each(['table', 'html'] as const)('%s: nothing has changed', (as) => {
    const text = format(compared(LATER, LATER), as, 120);
    expect(text).toContain(
      as === 'table' ? 'Keys: no change.' : 'No user and no key that was compared has changed.',
    );
  });

  it('names users that were renamed, and a status that we do not know', () => {
    const before = anInventory([user('alice', { accessKeys: [aKey({ status: 'Inactive' })] })]);
    const after = anInventory([
      user('alice', { userName: 'alicia', accessKeys: [aKey({ status: 'Expired' })] }),
    ]);
    expect(format(compared(before, after), 'table', 120)).toContain(
      '  alicia: COMPLIANT, was named alice: AKIAIOSFODNN7EXAMPLE Inactive → Expired',
    );
  });
});

describe('what was not compared is said', () => {
  const ofAccount = (accountId: string, changes = {}) =>
    anInventory([user('alice', { accountId })], {}, { accountId, ...changes });
  const frame = { schemaVersion: '2.0', generatedAt: daysAgo(7), tagColumns: [] } as const;
  const both = joinInventories(frame, [ofAccount('111122223333'), ofAccount('123456789012')], []);

  it.each<[string, Inventory, Inventory, string]>([
    [
      'an account that nobody asked for now',
      both,
      ofAccount('111122223333'),
      'Not compared: account 123456789012: read before, not asked for now.',
    ],
    [
      'an account that is new',
      ofAccount('111122223333'),
      both,
      'Not compared: account 123456789012: not asked for before, read now.',
    ],
    [
      'an account of which a part was read',
      ofAccount('111122223333'),
      ofAccount('111122223333', { isComplete: false }),
      'Compared in part: account 111122223333: read before, read in part now.',
    ],
    [
      'a user that could not be read',
      anInventory([]),
      anInventory([], { failures: [{ accountId: '111122223333', userName: 'x', reason: 'y' }] }),
      'Not compared: user x of account 111122223333: it could not be read now.',
    ],
    [
      'other parameters',
      ofAccount('111122223333'),
      ofAccount('111122223333', { parameters: { ...both.accounts[0]?.parameters, rotationGraceHours: 9 } }),
      'The parameters of account 111122223333 are others than before: a verdict may have changed for that reason alone.',
    ],
    [
      'an inventory from after this one',
      anInventory([]),
      anInventory([], { generatedAt: daysAgo(1) }),
      'The earlier inventory is from after this one: read the changes the other way round.',
    ],
  ])('%s', (_, earlier, later, expected) => {
    const inventory = compared(earlier, later);
    expect(format(inventory, 'table', 200)).toContain(`\n${expected}\n`);
    expect(textOfPart(toHtml(inventory), 'changes')).toContain(expected);
    expect(format(inventory, 'table', 200)).not.toContain('User is gone');
  });
});
