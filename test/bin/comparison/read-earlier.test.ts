import { ftruncateSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../bin/command-line/errors.ts';
import { compareInventories } from '../../../bin/comparison/compare.ts';
import { readEarlier } from '../../../bin/comparison/read-earlier.ts';
import { format } from '../../../bin/formats/format.ts';
import { onlyNonCompliant } from '../../../bin/inventory/take-inventory.ts';
import { emptyFolder } from '../../support/bare-environment.ts';
import { anInventory, aSurplusUser, aUser, sandboxInventory } from '../inventories.ts';

const bob = aUser({ userName: 'bob', userId: 'AIDABOB00000EXAMPLE' });

const INVENTORY = anInventory([aSurplusUser(), bob], {
  failures: [{ accountId: '111122223333', userName: 'carol', reason: 'why' }],
});

const fileWith = (content: string | Uint8Array): string => {
  const file = join(emptyFolder(), 'earlier.json');
  writeFileSync(file, content);
  return file;
};

/** A change of the JSON of an inventory. */
// biome-ignore lint/suspicious/noExplicitAny: what a file may have after a change has no type.
type Change = (inventory: any) => void;

/** The JSON of an inventory, after somebody has changed it. */
const tampered = (change: Change): string => {
  const inventory = JSON.parse(format(INVENTORY, 'json', 80));
  change(inventory);
  return JSON.stringify(inventory);
};

function refusalOf(file: string): string {
  try {
    readEarlier(file);
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
  return 'accepted';
}

describe('an earlier inventory', () => {
  it('is read as it was written', async () => {
    for (const inventory of [INVENTORY, await sandboxInventory()]) {
      const earlier = readEarlier(fileWith(format(inventory, 'json', 80)));
      expect(compareInventories(earlier, inventory)).toMatchObject({ users: [], accountsNotCompared: [] });
    }
  });

  it.each([
    [
      'a later 2.x with more members',
      (inventory: { schemaVersion: string; more?: number }) => {
        inventory.schemaVersion = '2.7';
        inventory.more = 1;
      },
    ],
    ['with a byte order mark', undefined],
  ])('is read: %s', (_, change) => {
    const content = change ? tampered(change) : `\ufeff${tampered(() => {})}`;
    expect(refusalOf(fileWith(content))).toBe('accepted');
  });
});

describe('a file that is no earlier inventory is refused', () => {
  it.each([
    ['nothing', '', 'received a file that is no JSON in UTF-8'],
    ['a text', 'hello', 'received a file that is no JSON in UTF-8'],
    [
      'a file of credentials',
      '[default]\naws_secret_access_key = wJalr',
      'received a file that is no JSON in UTF-8',
    ],
    [
      'UTF-16',
      Buffer.from(
        tampered(() => {}),
        'utf16le',
      ),
      'received a file that is no JSON in UTF-8',
    ],
    ['a part of one', tampered(() => {}).slice(0, -9), 'received a file that is no JSON in UTF-8'],
    ['a list', '[]', 'received a JSON without a schema version'],
    ['null', 'null', 'received a JSON without a schema version'],
    ['an empty object', '{}', 'received a JSON without a schema version'],
    ['a version that is no text', '{"schemaVersion":2}', 'received a JSON without a schema version'],
    ['receipts', '{"schemaVersion":"1.1","receipts":[]}', 'received version 1.1'],
    ['a later version', '{"schemaVersion":"3.0"}', 'received version 3.0'],
    ['a long version', `{"schemaVersion":"${'9'.repeat(999)}"}`, `received version ${'9'.repeat(16)}`],
    ['only a version', '{"schemaVersion":"2.0"}', 'generatedAt: expected a time in UTC'],
    [
      'very deep',
      `{"schemaVersion":"2.0","users":${'['.repeat(9_999)}${']'.repeat(9_999)}}`,
      'generatedAt: expected',
    ],
  ])('%s', (_, content, expected) => {
    const message = refusalOf(fileWith(content));
    expect(message).toContain(
      'expected the JSON of an earlier preview of all users, schema version 2.0 or a later 2.x; ',
    );
    expect(message).toContain(expected);
    expect(message).not.toMatch(/wJalr|hello/);
  });

  it.each<[string, Change, string]>([
    [
      'another time',
      (inventory) => {
        inventory.generatedAt = 'yesterday';
      },
      'generatedAt: expected a time in UTC',
    ],
    [
      'a time that is none',
      (inventory) => {
        inventory.generatedAt = '2026-99-21T09:00:00Z';
      },
      'generatedAt: expected a time',
    ],
    [
      'a day that no calendar has',
      (inventory) => {
        inventory.generatedAt = '2026-02-30T09:00:00Z';
      },
      'generatedAt: expected a time',
    ],
    [
      'an hour that no clock shows',
      (inventory) => {
        inventory.generatedAt = '2026-11-20T24:00:00Z';
      },
      'generatedAt: expected a time',
    ],
    [
      'no users',
      (inventory) => {
        delete inventory.users;
      },
      'users: expected a list',
    ],
    [
      'a user that is null',
      (inventory) => {
        inventory.users[1] = null;
      },
      'users[1]: expected an object',
    ],
    [
      'another verdict',
      (inventory) => {
        inventory.users[0].complianceType = 'FINE';
      },
      'users[0].complianceType: expected COMPLIANT, NON_COMPLIANT, NOT_APPLICABLE',
    ],
    [
      'a verdict that was changed',
      (inventory) => {
        inventory.users[0].complianceType = 'COMPLIANT';
      },
      'users: expected all users of account 111122223333',
    ],
    [
      'a user that was taken out',
      (inventory) => {
        inventory.users.pop();
      },
      'users: expected all users of account 111122223333',
    ],
    [
      'a user that was taken out, also of the numbers',
      (inventory) => {
        inventory.users.pop();
        inventory.accounts[0].summary.users -= 1;
      },
      'users: expected all users',
    ],
    [
      'a failure that was taken out',
      (inventory) => {
        inventory.failures = [];
      },
      'users: expected all users',
    ],
    [
      'a user of another account',
      (inventory) => {
        inventory.users[0].accountId = '444455556666';
      },
      'users: expected users of the accounts of the file',
    ],
    [
      'a user twice',
      (inventory) => {
        inventory.users.push(inventory.users[0]);
      },
      'users: expected each of them once',
    ],
    [
      'a name twice',
      (inventory) => {
        inventory.users[0].userName = 'bob';
      },
      'users: expected each of them once',
    ],
    [
      'an account twice',
      (inventory) => {
        inventory.accounts.push(inventory.accounts[0]);
      },
      'accounts: expected each of them once',
    ],
    [
      'an account that was not read and has users',
      (inventory) => {
        inventory.accounts[0].failure = 'no role';
      },
      'users: expected all users',
    ],
    [
      'an account id that is markup',
      (inventory) => {
        inventory.accounts[0].accountId = '<b>';
      },
      'accounts[0].accountId: expected an account id',
    ],
    [
      'a key id that is markup',
      (inventory) => {
        inventory.users[0].accessKeys[0].accessKeyId = '<script>';
      },
      'users[0].accessKeys[0].accessKeyId: expected the id of an access key',
    ],
    [
      'a status that is markup',
      (inventory) => {
        inventory.users[0].accessKeys[0].status = '<b>';
      },
      'users[0].accessKeys[0].status: expected the status',
    ],
    [
      'a name that is too long',
      (inventory) => {
        inventory.users[0].userName = 'x'.repeat(129);
      },
      'users[0].userName: expected the name of a user',
    ],
    [
      'numbers below zero',
      (inventory) => {
        inventory.accounts[0].summary.unread = -1;
      },
      'accounts[0].summary.unread: expected a whole number',
    ],
    [
      'parameters of another kind',
      (inventory) => {
        inventory.accounts[0].parameters = 'all';
      },
      'accounts[0].parameters: expected an object',
    ],
    [
      'a prototype',
      (inventory) => {
        inventory.users[0] = JSON.parse('{"__proto__":{"userId":"AIDAX"}}');
      },
      'users[0].accountId: expected an account id',
    ],
  ])('changed: %s', (_, change, expected) => {
    expect(refusalOf(fileWith(tampered(change)))).toContain(`received another content: ${expected}`);
  });

  it('one of some users only, since all others would look gone', () => {
    const refusal = refusalOf(fileWith(format(onlyNonCompliant(INVENTORY), 'json', 80)));
    expect(refusal).toContain('expected all users of account 111122223333, without --only');
  });

  it.each([
    ['that does not exist', '/nowhere/earlier.json', 'it cannot be read: ENOENT'],
    ['that is a folder', '.', 'it cannot be read: EISDIR'],
  ])('one %s', (_, file, expected) => {
    expect(refusalOf(file)).toContain(expected);
  });

  it('one of 100 MB, without reading it', () => {
    const file = join(emptyFolder(), 'earlier.json');
    ftruncateSync(openSync(file, 'w'), 100 * 1024 * 1024);
    expect(refusalOf(file)).toContain('at most 64 MB are read; received 100 MB');
  });

  it('one without an end', () => {
    expect(refusalOf('/dev/zero')).toContain('at most 64 MB are read; received more');
  });
});
