import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  ACTING_ROLE,
  parseExternalId,
  parseRoleName,
  severalAccountsOf,
} from '../../../bin/accounts/options.ts';
import { readSelection } from '../../../bin/accounts/selection.ts';
import { UsageError } from '../../../bin/command-line/errors.ts';
import { emptyFolder } from '../../support/bare-environment.ts';

const [A, B] = ['111122223333', '123456789012'] as const;

function fileWith(text: string): string {
  const file = join(emptyFolder(), 'accounts.txt');
  writeFileSync(file, text);
  return `@${file}`;
}

describe('--accounts', () => {
  it.each([
    ['organization', 'organization'],
    [A, [[A, null]]],
    [
      `${A},${B}`,
      [
        [A, null],
        [B, null],
      ],
    ],
    [
      `${A} , ${B}`,
      [
        [A, null],
        [B, null],
      ],
    ],
  ])('%s', (given, expected) => {
    const selection = readSelection(given);
    expect(
      selection === 'organization' ? selection : selection.map((each) => [each.accountId, each.accountName]),
    ).toEqual(expected);
  });

  it.each([
    [
      'an id a line',
      `${A}\n${B}\n`,
      [
        [A, null],
        [B, null],
      ],
    ],
    [
      'names after a space, a comma, a semicolon and a tab',
      `${A} Payments\n${B},Old, lab\n`,
      [
        [A, 'Payments'],
        [B, 'Old, lab'],
      ],
    ],
    ['characters that break a line elsewhere', `${A} Pay\u2028ments\u202e\n`, [[A, 'Pay ments']]],
    [
      'a semicolon and a tab',
      `${A};Payments\n${B}\tLab`,
      [
        [A, 'Payments'],
        [B, 'Lab'],
      ],
    ],
    ['a BOM, CRLF, empty lines and comments', `\u{feff}# ours\r\n\r\n  ${A}  \r\n#${B}\r\n`, [[A, null]]],
    ['characters that a terminal obeys in a name', `${A} a\u001b[31m\u202eb`, [[A, 'a [31m b']]],
  ])('@FILE: %s', (_, text, expected) => {
    const selection = readSelection(fileWith(text));
    expect(selection).toEqual(expected.map(([accountId, accountName]) => ({ accountId, accountName })));
  });

  it.each([
    ['nothing', '', 'received ""'],
    ['another word', 'all', 'received "all"'],
    ['too few digits', '11112222333', 'received "11112222333"'],
    ['an ARN', `arn:aws:iam::${A}:root`, 'expected ids of accounts'],
    ['an empty place', `${A},,${B}`, 'received an empty id after a comma'],
    ['a comma at the end', `${A},`, 'received an empty id after a comma'],
    ['a comma at the beginning', `,${A}`, 'received an empty id before a comma'],
    ['an account twice', `${A},${B},${A}`, `expected each account once; received ${A} twice`],
    ['a file that is not there', '@/nowhere/at/all', 'expected a file that can be read; Error: ENOENT'],
  ])('%s: wrong usage', (_, given, message) => {
    expect(() => readSelection(given)).toThrow(UsageError);
    expect(() => readSelection(given)).toThrow(message);
  });

  it.each([
    [
      'a line without an id',
      `${A}\nPayments ${B}\n`,
      'line 2: expected the 12 digits of an account and its name; received "Payments 123456789012"',
    ],
    ['an id that a spreadsheet has changed', '1.11122E+11', 'line 1: expected the 12 digits'],
    ['ids on one line', `${A}${B}`, 'line 1'],
    ['no account', '# nobody\n', 'received no account'],
    ['an account twice', `${A}\n${A} again`, `${A} twice`],
  ])('@FILE with %s: wrong usage', (_, text, message) => {
    expect(() => readSelection(fileWith(text))).toThrow(message);
  });
});

describe('--role-name', () => {
  it.each(['one-active-key-reviewer', 'security/auditor', 'a/b/c+d=e,f.g@h-i_j', 'r'.repeat(64)])(
    '%s',
    (name) => {
      expect(parseRoleName(name)).toBe(name);
    },
  );

  it.each([
    '',
    '/auditor',
    'auditor/',
    `arn:aws:iam::${A}:role/auditor`,
    'r'.repeat(65),
    'two words',
    `${'p/'.repeat(300)}r`,
  ])('"%s": wrong usage', (name) => {
    expect(() => parseRoleName(name)).toThrow('--role-name: expected the name of a role');
  });
});

describe('--external-id', () => {
  it.each(['ab', 'a+=,.@:/-_9', 'x'.repeat(1224)])('%s', (id) => {
    expect(parseExternalId(id)).toBe(id);
  });

  it.each(['', 'a', 'x'.repeat(1225), 'a b', 'a"b'])(
    '"%s": wrong usage, and the id is not repeated',
    (id) => {
      expect(() => parseExternalId(id)).toThrow(/^--external-id: expected .*; received another text$/);
    },
  );
});

describe('the options together', () => {
  it.each([
    ['nothing', {}, ACTING_ROLE, undefined],
    ['accounts, and the default role', { accounts: 'organization' }, { byDefault: 'reader' }, 'reader'],
    ['accounts and a role', { accounts: 'organization', roleName: 'r' }, ACTING_ROLE, 'r'],
  ] as const)('%s', (_, options, role, expected) => {
    expect(severalAccountsOf(options, role)?.roleName).toBe(expected);
  });

  it.each([
    ['a role without accounts', { roleName: 'r' }, '--role-name needs --accounts'],
    ['an external id without accounts', { externalId: 'xy' }, '--external-id needs --accounts'],
    [
      'accounts without a role for a command that acts',
      { accounts: 'organization' },
      'expected --role-name with --accounts',
    ],
  ] as const)('%s: wrong usage', (_, options, message) => {
    expect(() => severalAccountsOf(options, ACTING_ROLE)).toThrow(message);
  });
});
