import { readFileSync, writeFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { run } from '../../../support/cli.ts';
import { decidedAccount } from '../../../support/decided-account.ts';

const EXEMPT = { exemptUntil: '2026-12-31', reason: 'two pipelines' };

const url = new URL('../../../../bin/decisions/comparison.schema.json', import.meta.url);
const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
addFormats.default(ajv);
const isValid = ajv.compile(JSON.parse(readFileSync(url, 'utf8')));

describe('verify --decisions', () => {
  it('before: what was decided is left, and who has not decided, exit code 3; it changes nothing', async () => {
    const { account, keys, file, decide, run } = await decidedAccount();
    const [used = '', idle = ''] = keys['alice'] ?? [];
    decide({ alice: { keep: used }, bob: EXEMPT });
    const before = account.calls.length;
    const { code, out, err } = await run(['verify', '--decisions', file]);
    expect({ code, err }).toEqual({ code: 3, err: '' });
    expect(out).toBe(
      `NOT DONE: alice, line 2: still active: ${idle}.\n` +
        'NOT DONE: bob, line 3: the user has no valid exemption.\n' +
        'NOT DONE: carol, line 4: nobody has decided: keep and exemptUntil are empty.\n' +
        '3 decisions: 3 not done.\n',
    );
    const others = account.calls.slice(before).filter(({ operation }) => !/^(List|Get)/.test(operation));
    expect(others).toEqual([]);
  });

  it('after: everything is done, exit code 0', async () => {
    const { account, keys, file, decide, run } = await decidedAccount();
    decide({ alice: { keep: keys['alice']?.[1] ?? '' }, bob: EXEMPT });
    await run(['remediate', '--decisions', file, '--yes']);
    account.backdoor.deleteUser('carol');
    const { code, out } = await run(['verify', '--decisions', file, '--as-deployed']);
    expect(code).toBe(0);
    expect(out.replace(/AIDA\w+/, 'AIDA…')).toBe(
      `done: alice, line 2: ${keys['alice']?.[1]} is the only active access key.\n` +
        'done: bob, line 3: exempt until 2026-12-31 already.\n' +
        'done: carol, line 4: no user of account 111122223333 has the id AIDA… any more.\n' +
        '3 decisions: 3 done.\n',
    );
  });

  it.each([
    ['csv', (text: string) => `${text.split('\n')[0]}\n`],
    ['json', (text: string) => JSON.stringify({ ...JSON.parse(text), decisions: [] })],
  ] as const)(
    'a file in %s from which all rows were deleted: each user is named, exit code 3',
    async (ending, empty) => {
      const { file, run } = await decidedAccount(['alice', 'bob'], ending);
      writeFileSync(file, empty(readFileSync(file, 'utf8')));
      expect(await run(['verify', '--decisions', file])).toEqual({
        code: 3,
        out: '0 decisions: none.\nMISSING: 2 users are NON_COMPLIANT and have no row: alice, bob.\n',
        err: '',
      });
      const { code, out } = await run(['verify', '--decisions', file, '--format', 'json']);
      const content = JSON.parse(out);
      expect(isValid(content), JSON.stringify(isValid.errors)).toBe(true);
      expect({ code, ...content }).toMatchObject({
        code: 3,
        summary: { done: 0, left: 0, contradicted: 0, missing: 2 },
        missing: [{ userName: 'alice' }, { userName: 'bob' }],
      });
    },
  );

  it('one row was deleted, and the others are done: exit code 3', async () => {
    const { account, file, run, decide } = await decidedAccount(['alice', 'bob']);
    decide({});
    writeFileSync(
      file,
      readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => !line.includes('bob'))
        .join('\n'),
    );
    account.backdoor.deleteUser('alice');
    const { code, out } = await run(['verify', '--decisions', file]);
    expect(code).toBe(3);
    expect(out).toMatch(/1 decision: 1 done\.\nMISSING: 1 user is NON_COMPLIANT and has no row: bob\.\n$/);
  });

  it('the opposite was done: exit code 3', async () => {
    const { account, keys, file, decide, run } = await decidedAccount(['alice', 'bob']);
    const [used = '', idle = ''] = keys['alice'] ?? [];
    decide({ alice: { keep: used }, bob: EXEMPT });
    account.backdoor.setKeyStatus(used, 'Inactive');
    account.backdoor.tagUser('bob', {
      'one-active-key:exempt-until': '2026-11-30',
      'one-active-key:exempt-reason': 'another one',
    });
    const { code, out } = await run(['verify', '--decisions', file]);
    expect(code).toBe(3);
    expect(out).toBe(
      `CONTRADICTED: alice, line 2: ${used} is no active access key of this user (${idle}).\n` +
        'CONTRADICTED: bob, line 3: exempt until 2026-11-30: another one; the decision is another one, until 2026-12-31.\n' +
        '2 decisions: 2 contradicted.\n',
    );
  });

  it.each(['json', 'csv'] as const)('as JSON, of a file in %s: the same, by its schema', async (ending) => {
    const { keys, file, decide, run } = await decidedAccount(['alice'], ending);
    decide({ alice: { keep: keys['alice']?.[0] ?? '', ticket: 'OPS-1' } });
    const { code, out } = await run(['verify', '--decisions', file, '--format', 'json']);
    expect(code).toBe(3);
    const content = JSON.parse(out);
    expect(isValid(content), JSON.stringify(isValid.errors)).toBe(true);
    expect(content).toMatchObject({
      schemaVersion: '1.0',
      summary: { done: 0, left: 1, contradicted: 0 },
      decisions: [
        {
          place: ending === 'csv' ? 'line 2' : 'decisions[0]',
          userName: 'alice',
          decision: { keep: keys['alice']?.[0], ticket: 'OPS-1' },
          result: 'left',
        },
      ],
    });
  });

  it('a user that could not be read: exit code 1, and it is not done', async () => {
    const { account, keys, file, decide, run } = await decidedAccount(['alice']);
    decide({ alice: { keep: keys['alice']?.[0] ?? '' } });
    account.faults.add(({ operation }) => (operation === 'ListAccessKeys' ? { kind: 'deny' } : undefined));
    const { code, out } = await run(['verify', '--decisions', file]);
    expect(code).toBe(1);
    expect(out).toMatch(/^NOT DONE: alice, line 2: the user could not be read: AccessDenied/);
  });

  it('an interruption: exit code 130, and nobody is gone', async () => {
    const { account, keys, file, decide, run } = await decidedAccount(['alice', 'bob']);
    decide({ alice: { keep: keys['alice']?.[0] ?? '' } });
    const interruption = new AbortController();
    account.faults.add(({ operation }) => {
      if (operation === 'ListAccessKeys') interruption.abort();
      return undefined;
    });
    const { code, out } = await run(['verify', '--decisions', file], { interruption: interruption.signal });
    expect(code).toBe(130);
    expect(out).not.toContain('no longer exists');
    expect(out).toMatch(/2 decisions: 2 not done\.\n$/);
  });

  it('an account without users: its id is not known, so nothing is done', async () => {
    const { account, file, run } = await decidedAccount(['alice']);
    account.backdoor.deleteUser('alice');
    const { code, out } = await run(['verify', '--decisions', file]);
    expect(code).toBe(3);
    expect(out).toContain('the account of this command has no user, so its id is not known.');
  });

  it.each([
    ['--decisions a.csv --format sarif', '--format: expected text or json with --decisions; received sarif'],
    ['--decisions a.csv --aggregator all', 'expected --aggregator or --decisions; received both'],
    ['--decisions a.xlsx', 'expected a file that ends in .csv or .json'],
  ])('%s is wrong usage', async (options, message) => {
    const { code, err } = await run(['verify', ...options.split(' ')]);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });
});
