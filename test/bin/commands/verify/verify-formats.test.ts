import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { VERIFICATION_FORMATS } from '../../../../bin/commands/verify/formats/names.ts';
import { emptyFolder } from '../../../support/bare-environment.ts';
import { runIn, runInSandbox } from '../../../support/cli.ts';
import { addUser, callCounts } from '../../../support/rule.ts';
import { served } from '../../../support/served-account.ts';

const url = new URL('../../../../bin/commands/verify/verification.schema.json', import.meta.url);
const ajv = new Ajv2020({ allErrors: true });
addFormats.default(ajv);
const isValid = ajv.compile(JSON.parse(readFileSync(url, 'utf8')));

/** What each format says of a failed reading. */
const UNREAD = {
  text: 'No verdict, because the user could not be read: alice',
  json: '"unread": 1',
  csv: 'unread,111122223333,alice',
  junit: 'failures="0" errors="1"',
  sarif: '"executionSuccessful": false',
} as const;

describe.each(VERIFICATION_FORMATS)('verify --format %s', (format) => {
  const args = ['verify', '--format', format];

  it('3: some users do not comply; each of them is named', async () => {
    const { code, out, err } = await runInSandbox(args.join(' '));
    expect({ code, err }).toEqual({ code: 3, err: '' });
    expect(out).toContain('deploy-bot');
    expect(out).toContain('Finish the rotation, or name the survivor in the tag one-active-key:keep.');
  });

  it('0: every user complies; by the calls of the text', async () => {
    const { account, environment } = await served((each) => addUser(each, 'alice', 1));
    const before = account.calls.length;
    expect(await runIn(environment, args)).toMatchObject({ code: 0, err: '' });
    expect(account.calls.slice(before).map(({ operation }) => operation)).toEqual([
      'ListUsers',
      'ListAccessKeys',
      'ListUsers',
    ]);
  });

  it('0: an account without users', async () => {
    const { environment } = await served();
    expect(await runIn(environment, args)).toMatchObject({ code: 0, err: '' });
  });

  it('0: an account without users, whose rule is not looked up; the output is in the format', async () => {
    const { environment } = await served();
    const plain = await runIn(environment, args);
    const { code, out } = await runIn(environment, [...args, '--as-deployed']);
    expect(code).toBe(0);
    if (format === 'text') expect(out).toBe('Nothing to do: The account has no IAM user.\n');
    else expect(out.slice(0, 60)).toBe(plain.out.slice(0, 60));
  });

  it('1: a user that could not be read is in the output, and is no pass', async () => {
    const { account, environment } = await served((each) => addUser(each, 'alice', 1));
    account.faults.add(({ operation }) => (operation === 'ListAccessKeys' ? { kind: 'deny' } : undefined));
    const { code, out } = await runIn(environment, args);
    expect(code).toBe(1);
    expect(out).toContain(UNREAD[format]);
  });

  it('1: the users cannot be listed; no output', async () => {
    const { account, environment } = await served((each) => addUser(each, 'alice', 1));
    account.faults.add(({ operation }) => (operation === 'ListUsers' ? { kind: 'deny' } : undefined));
    expect(await runIn(environment, args)).toMatchObject({ code: 1, out: '' });
  });

  it('130: interrupted', async () => {
    const interruption = new AbortController();
    interruption.abort();
    const { code } = await runInSandbox(args.join(' '), { interruption: interruption.signal });
    expect(code).toBe(130);
  });
});

it('verify as text ends with the account, the time and the parameters', async () => {
  const { out } = await runInSandbox('verify --rotation-grace-hours 72');
  expect(out).toMatch(
    /\nAccount 111122223333, read 2026-11-21T09:00Z, by selectionStrategy LeastRecentlyUsed, rotationGraceHours 72, protectUsedWithinDays 7, exemptionMaxDays 90\.\n$/,
  );
});

describe('verify --format json', () => {
  it('follows the schema: the numbers, and the users with two or more active keys', async () => {
    const verification = JSON.parse((await runInSandbox('verify --format json')).out);
    expect(isValid(verification), JSON.stringify(isValid.errors)).toBe(true);
    const [{ accountId, summary, users }] = verification.accounts;
    expect({ accountId, activeKeys: summary.activeKeys }).toEqual({
      accountId: '111122223333',
      activeKeys: { none: 101, one: 203, more: 12 },
    });
    expect(users).toHaveLength(12);
    expect(users.find(({ userName }: { userName: string }) => userName === 'payroll')).toMatchObject({
      complianceType: 'NON_COMPLIANT',
      refusalCode: 'KeysInUse',
      nextStep: expect.stringMatching(/^Separate the workloads/),
    });
  });

  it('has the command, and no caller, since STS is not asked for one account', async () => {
    const { operator, command } = JSON.parse((await runInSandbox('verify --format json')).out);
    expect({ operator, command }).toEqual({
      operator: null,
      command: expect.stringMatching(/^one-active-key verify .*--format json/),
    });
  });

  it('an account without users follows the schema, and has no id', async () => {
    const { environment } = await served();
    const verification = JSON.parse((await runIn(environment, ['verify', '--format', 'json'])).out);
    expect(isValid(verification), JSON.stringify(isValid.errors)).toBe(true);
    expect(verification.accounts).toMatchObject([{ accountId: null, users: [] }]);
  });

  it('--as-deployed without users follows the schema, and has no parameters', async () => {
    const { environment } = await served();
    const { out } = await runIn(environment, ['verify', '--as-deployed', '--format', 'json']);
    const verification = JSON.parse(out);
    expect(isValid(verification), JSON.stringify(isValid.errors)).toBe(true);
    expect(verification).toMatchObject({ accounts: [{ parameters: null, summary: { users: 0 } }] });
  });

  it.each([
    ['an additional member', { more: 1 }],
    ['a missing member', { generatedAt: undefined }],
    ['another version', { schemaVersion: '1.1' }],
    ['no account', { accounts: [] }],
  ])('the schema refuses %s', async (_, change) => {
    const { out } = await runInSandbox('verify --format json');
    expect(isValid(JSON.parse(JSON.stringify({ ...JSON.parse(out), ...change })))).toBe(false);
  });
});

describe('verify --output', () => {
  it.each([
    ['verify.json', '{'],
    ['verify.sarif', '{\n  "$schema"'],
    ['verify.xml', '<?xml'],
    ['verify.csv', 'record,'],
    ['verify.txt', '316 users'],
  ])('%s: the format is that of the ending; nothing on standard output', async (name, start) => {
    const file = join(emptyFolder(), name);
    expect(await runInSandbox(`verify --output ${file}`)).toEqual({ code: 3, out: '', err: '' });
    expect(readFileSync(file, 'utf8').startsWith(start)).toBe(true);
  });

  it('a file that exists: wrong usage before the first call; --force overwrites it', async () => {
    const file = join(emptyFolder(), 'verify.csv');
    writeFileSync(file, 'mine');
    const { account, environment } = await served((each) => addUser(each, 'alice', 2));
    const args = ['verify', '--output', file];
    const { code, err } = await runIn(environment, args);
    expect({ code, calls: callCounts(account) }).toEqual({ code: 2, calls: {} });
    expect(err).toContain('it exists already: give --force to overwrite it');
    expect(readFileSync(file, 'utf8')).toBe('mine');
    expect((await runIn(environment, [...args, '--force'])).code).toBe(3);
    expect(readFileSync(file, 'utf8')).toContain('alice');
  });
});

describe('verify --aggregator', () => {
  it('--format json: that of preview', async () => {
    const verified = await runInSandbox('verify --aggregator organization --format json');
    const previewed = await runInSandbox('preview --aggregator organization --format json');
    expect(verified.out).toBe(previewed.out);
    expect(verified.code).not.toBe(0);
  });

  it.each(['csv', 'junit', 'sarif'])('--format %s: wrong usage', async (format) => {
    const ended = await runInSandbox(`verify --aggregator organization --format ${format}`);
    expect(ended).toEqual({
      code: 2,
      out: '',
      err: `error: --format: expected text or json with --aggregator; received ${format}\n`,
    });
  });
});
