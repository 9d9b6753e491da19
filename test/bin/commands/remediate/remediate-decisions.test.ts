import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import type { SandboxAccount } from '../../../../sandbox/account.ts';
import { runInSandbox } from '../../../support/cli.ts';
import { decidedAccount } from '../../../support/decided-account.ts';

const EXEMPT = { exemptUntil: '2026-12-31', reason: 'two pipelines', owner: 'payments' };

const statusesOf = (account: SandboxAccount, userName: string) =>
  Object.fromEntries(
    account.backdoor.keysOf(userName).map(({ accessKeyId, status }) => [accessKeyId, status]),
  );

const tagsOf = (account: SandboxAccount, userName: string) => account.backdoor.tagsOf(userName);

/** The operations that the command itself called since a number of calls, without reads. */
const writesOf = (account: SandboxAccount, from: number) =>
  account.calls
    .slice(from)
    .map(({ operation }) => operation)
    .filter((operation) => /^(Tag|Start|Update|Delete|Put)/.test(operation));

function isValidReceiptsFile(content: unknown): boolean {
  const url = new URL('../../../../bin/runbooks/receipts.schema.json', import.meta.url);
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
  addFormats.default(ajv);
  return ajv.compile(JSON.parse(readFileSync(url, 'utf8')))(content);
}

describe('remediate --decisions', () => {
  it.each(['csv', 'json'] as const)(
    '%s: asks once, exempts, deactivates, and writes receipts of both',
    async (ending) => {
      const { account, keys, file, receipts, decide, run, receiptsWritten } = await decidedAccount(
        ['alice', 'bob', 'carol'],
        ending,
      );
      const [used = '', idle = ''] = keys['alice'] ?? [];
      decide({ alice: { keep: idle, decidedBy: 'Ann', ticket: 'OPS-1' }, bob: EXEMPT });
      const questions: string[] = [];
      const ask = async (question: string) => Boolean(questions.push(question));
      const { code, out, err } = await run(['remediate', '--decisions', file, '--receipts', receipts], {
        ask,
      });
      expect(questions).toEqual([
        expect.stringMatching(
          new RegExp(
            `^Account 111122223333 \\(no alias\\), Region us-east-1, operator arn:\\S+\\. Deactivate 1 access key \\(${used}\\) of 1 user ` +
              '\\(alice\\), and exempt 1 user \\(bob until 2026-12-31\\)\\?$',
          ),
        ),
      ]);
      expect(code).toBe(0);
      expect(out).toMatch(
        new RegExp(
          `^alice: to be remediated\\. 2 active access keys\\. Keep ${idle} .*waives the protection of keys in use\\.\n` +
            'bob: to be exempt until 2026-12-31: two pipelines \\(owner: payments\\)\n' +
            'bob: exempt until 2026-12-31: two pipelines \\(owner: payments\\)\n' +
            'alice: Deactivated\\. ',
        ),
      );
      expect(err).toMatch(
        /\n3 decisions: 1 to be remediated, 1 to be exempt, 1 undecided\.\n1 exemption: 1 written\.\n1 execution: 1 succeeded\.\n$/,
      );
      expect(statusesOf(account, 'alice')).toEqual({ [used]: 'Inactive', [idle]: 'Active' });
      expect(tagsOf(account, 'bob')).toEqual({
        'one-active-key:exempt-until': '2026-12-31',
        'one-active-key:exempt-reason': 'two pipelines',
        'one-active-key:exempt-owner': 'payments',
      });
      const written = receiptsWritten();
      expect(isValidReceiptsFile(written)).toBe(true);
      expect(written).toMatchObject({
        schemaVersion: '1.2',
        receipts: [
          {
            userName: 'alice',
            parameters: { KeepAccessKeyId: idle, DryRun: 'false' },
            decision: { surplusAccessKeyIds: [used] },
            decided: { keep: idle, exemptUntil: '', decidedBy: 'Ann', ticket: 'OPS-1' },
          },
        ],
        exemptions: [
          {
            userName: 'bob',
            status: 'Written',
            failure: '',
            accountId: '111122223333',
            exemption: { until: '2026-12-31', reason: 'two pipelines', owner: 'payments' },
            replaced: null,
            decided: EXEMPT,
          },
        ],
      });
    },
  );

  it('again: nothing is left to do, and nobody is asked', async () => {
    const { account, keys, file, decide, run } = await decidedAccount();
    decide({ alice: { keep: keys['alice']?.[0] ?? '' }, bob: EXEMPT });
    await run(['remediate', '--decisions', file, '--yes']);
    const before = account.calls.length;
    const { code, out } = await run(['remediate', '--decisions', file], { ask: () => Promise.reject() });
    expect({ code, writes: writesOf(account, before) }).toEqual({ code: 0, writes: [] });
    expect(out).toBe(
      `alice: nothing to do: ${keys['alice']?.[0]} is the only active access key.\n` +
        'bob: nothing to do: exempt until 2026-12-31 already.\nNothing to do.\n',
    );
  });

  it('refuses rows that do not fit by name and line, and goes on with the others: exit code 3', async () => {
    const { account, keys, file, decide, run } = await decidedAccount();
    decide({
      alice: { keep: keys['bob']?.[0] ?? '' },
      bob: { keep: keys['bob']?.[0] ?? '' },
      carol: { exemptUntil: '31.12.2026', reason: 'x' },
    });
    const { code, out } = await run(['remediate', '--decisions', file, '--yes']);
    expect(code).toBe(3);
    expect(out).toMatch(
      /^alice, line 2: refused: AKIA\w+ is no active access key of this user \(AKIA\w+, AKIA\w+\)\.\n/,
    );
    expect(out).toMatch(/^carol, line 4: refused: exemptUntil is "31\.12\.2026"; expected YYYY-MM-DD/m);
    expect(out).toMatch(/^bob: Deactivated\. /m);
    expect(Object.values(statusesOf(account, 'alice'))).toEqual(['Active', 'Active']);
  });

  it('--dry-run starts the runbook as a dry run, and writes no tag', async () => {
    const { account, keys, file, decide, run } = await decidedAccount();
    decide({ alice: { keep: keys['alice']?.[0] ?? '' }, bob: EXEMPT });
    const before = account.calls.length;
    const { code, out } = await run(['remediate', '--decisions', file, '--dry-run'], {
      ask: () => Promise.reject(),
    });
    expect(code).toBe(0);
    expect(out).toMatch(/^alice: Planned\. /m);
    expect(writesOf(account, before)).toEqual(['StartAutomationExecution']);
    expect(tagsOf(account, 'bob')).toEqual({});
  });

  it('the answer is no: nothing is done, and no receipts file is left; exit code 1', async () => {
    const { account, keys, file, receipts, decide, run } = await decidedAccount();
    decide({ alice: { keep: keys['alice']?.[0] ?? '' }, bob: EXEMPT });
    const before = account.calls.length;
    const { code, err } = await run(['remediate', '--decisions', file, '--receipts', receipts]);
    expect({ code, writes: writesOf(account, before), exists: existsSync(receipts) }).toEqual({
      code: 1,
      writes: [],
      exists: false,
    });
    expect(err).toMatch(/\nNothing was done\.\n$/);
  });

  it('only exemptions: no runbook is started', async () => {
    const { account, file, decide, run } = await decidedAccount(['bob']);
    decide({ bob: EXEMPT });
    const before = account.calls.length;
    const questions: string[] = [];
    const ask = async (question: string) => Boolean(questions.push(question));
    expect(await run(['remediate', '--decisions', file], { ask })).toMatchObject({ code: 0 });
    expect(questions.join()).toMatch(/\. Exempt 1 user \(bob until 2026-12-31\)\?$/);
    expect(writesOf(account, before)).toEqual(['TagUser']);
  });

  it('reads only the users of the file, and lists once if all of them are there', async () => {
    const { account, file, decide, run } = await decidedAccount(['bob']);
    for (let n = 0; n < 5; n += 1) account.backdoor.createUser({ userName: `other-${n}` });
    decide({ bob: { ticket: 'asked' } });
    const before = account.calls.length;
    await run(['remediate', '--decisions', file]);
    const reads = account.calls.slice(before).filter(({ service }) => service === 'iam');
    expect(reads.filter(({ operation }) => operation === 'ListAccessKeys')).toHaveLength(1);
    // One for the account, one for the identity, and one listing.
    expect(reads.filter(({ operation }) => operation === 'ListUsers')).toHaveLength(3);
  });

  it('a user that is not there is looked for twice', async () => {
    const { account, file, decide, run, keys } = await decidedAccount(['bob', 'alice']);
    decide({ bob: { keep: keys['bob']?.[0] ?? '' } });
    account.backdoor.deleteUser('bob');
    const before = account.calls.length;
    const { code, out } = await run(['remediate', '--decisions', file]);
    expect(code).toBe(3);
    expect(out).toMatch(
      /^bob, line 3: refused: no user of account 111122223333 has the id AIDA\w+: the user was deleted, or the row is about another account\.\n/,
    );
    const listings = account.calls.slice(before).filter(({ operation }) => operation === 'ListUsers');
    expect(listings).toHaveLength(4);
  });

  it('a user that could not be read is refused, exit code 1', async () => {
    const { account, file, decide, run, keys } = await decidedAccount(['bob', 'alice']);
    decide({ bob: { keep: keys['bob']?.[0] ?? '' } });
    account.faults.add(({ operation, input }) =>
      operation === 'ListAccessKeys' && (input as { UserName: string }).UserName === 'bob'
        ? { kind: 'deny' }
        : undefined,
    );
    const { code, out } = await run(['remediate', '--decisions', file, '--yes']);
    expect(code).toBe(1);
    expect(out).toMatch(/^bob, line 3: refused: the user could not be read: AccessDenied/);
  });

  it('a key that goes between the check and the act is not deactivated: the runbook refuses', async () => {
    const { account, file, decide, run, keys } = await decidedAccount(['alice']);
    const [used = ''] = keys['alice'] ?? [];
    decide({ alice: { keep: used } });
    const ask = async () => {
      account.backdoor.createAccessKey('alice', { createdAt: new Date('2026-01-01T00:00:00.000Z') });
      account.backdoor.setKeyStatus(used, 'Inactive');
      return true;
    };
    const { code, out } = await run(['remediate', '--decisions', file], { ask });
    expect(code).toBe(3);
    expect(out).toMatch(/^alice: Refused \(InvalidKeepAccessKeyId\)\. /m);
  });
});

describe('an exemption that cannot be written', () => {
  it('its tags are denied: the receipt says so, the others go on, exit code 1', async () => {
    const { account, file, receipts, decide, run, keys, receiptsWritten } = await decidedAccount();
    decide({ alice: { keep: keys['alice']?.[0] ?? '' }, bob: EXEMPT, carol: EXEMPT });
    account.faults.add(({ operation, input }) =>
      operation === 'TagUser' && (input as { UserName: string }).UserName === 'bob'
        ? { kind: 'deny' }
        : undefined,
    );
    const { code, out, err } = await run(['remediate', '--decisions', file, '--yes', '--receipts', receipts]);
    expect(code).toBe(1);
    expect(out).toContain('bob: NOT EXEMPT: AccessDenied: ');
    expect(out).toContain('carol: exempt until 2026-12-31');
    expect(out).toContain('alice: Deactivated.');
    expect(err).toMatch(/\n2 exemptions: 1 written, 1 not written\.\n/);
    expect(receiptsWritten()).toMatchObject({
      exemptions: [{ userName: 'bob', status: 'NotWritten' }, { status: 'Written' }],
    });
    expect(isValidReceiptsFile(receiptsWritten())).toBe(true);
  });

  it('the user was renamed after the check: no other user gets the tags', async () => {
    const { account, file, decide, run } = await decidedAccount(['bob']);
    decide({ bob: EXEMPT });
    const ask = async () => {
      account.backdoor.deleteUser('bob');
      account.backdoor.createUser({ userName: 'bob' });
      return true;
    };
    const { code, out } = await run(['remediate', '--decisions', file], { ask });
    expect(code).toBe(1);
    expect(out).toContain('bob: NOT EXEMPT: the user was renamed or deleted meanwhile');
    expect(tagsOf(account, 'bob')).toEqual({});
  });

  it('the owner of an earlier exemption does not answer for this one', async () => {
    const { account, file, receipts, decide, run, receiptsWritten } = await decidedAccount(['bob']);
    decide({ bob: { exemptUntil: '2026-12-31', reason: 'again' } });
    account.backdoor.tagUser('bob', {
      'One-Active-Key:Exempt-Until': '2026-11-01',
      'one-active-key:exempt-owner': 'somebody',
    });
    await run(['remediate', '--decisions', file, '--yes', '--receipts', receipts]);
    expect(Object.entries(tagsOf(account, 'bob')).map(([key, value]) => [key.toLowerCase(), value])).toEqual(
      expect.arrayContaining([
        ['one-active-key:exempt-until', '2026-12-31'],
        ['one-active-key:exempt-owner', ''],
      ]),
    );
    expect(receiptsWritten()).toMatchObject({
      exemptions: [{ replaced: { until: '2026-11-01', reason: '', owner: 'somebody' } }],
    });
  });

  it('is in the receipts file before IAM is asked', async () => {
    const { account, file, receipts, decide, run, receiptsWritten } = await decidedAccount(['bob']);
    decide({ bob: EXEMPT });
    let seen: unknown;
    account.faults.add(({ operation }) => {
      if (operation === 'TagUser') seen = receiptsWritten();
      return undefined;
    });
    await run(['remediate', '--decisions', file, '--yes', '--receipts', receipts]);
    expect(seen).toMatchObject({
      receipts: [],
      exemptions: [{ userName: 'bob', status: 'Unknown', endedAt: null }],
    });
    expect(isValidReceiptsFile(seen)).toBe(true);
  });

  it('a receipts file that can no longer be written ends everything: exit code 1', async () => {
    const { account, file, receipts, decide, run, keys } = await decidedAccount();
    decide({ alice: { keep: keys['alice']?.[0] ?? '' }, bob: EXEMPT, carol: EXEMPT });
    account.faults.add(({ operation }) => {
      // A folder in its place, so that the rename fails.
      if (operation === 'TagUser') rmSync(receipts, { force: true });
      if (operation === 'TagUser') mkdirSync(receipts, { recursive: true });
      return undefined;
    });
    const before = account.calls.length;
    const { code, out, err } = await run(['remediate', '--decisions', file, '--yes', '--receipts', receipts]);
    expect({ code, writes: writesOf(account, before) }).toEqual({ code: 1, writes: ['TagUser'] });
    expect(out).toContain('bob: exempt until 2026-12-31');
    expect(err).toMatch(/2 exemptions: 1 written, 1 not written\.\nReceiptsFileError: /);
  });

  it('an interruption ends the exemptions, and no runbook is started: exit code 130', async () => {
    const { account, file, decide, run, keys } = await decidedAccount();
    decide({ alice: { keep: keys['alice']?.[0] ?? '' }, bob: EXEMPT, carol: EXEMPT });
    const interruption = new AbortController();
    account.faults.add(({ operation }) => {
      if (operation === 'TagUser') interruption.abort();
      return undefined;
    });
    const before = account.calls.length;
    const { code, err } = await run(['remediate', '--decisions', file, '--yes'], {
      interruption: interruption.signal,
    });
    expect({ code, writes: writesOf(account, before) }).toEqual({ code: 130, writes: ['TagUser'] });
    expect(err).toContain('2 exemptions: 1 written, 1 not written.');
  });
});

describe('remediate --decisions: wrong usage, before the first call', () => {
  it.each([
    [
      'remediate deploy-bot --decisions a.csv',
      'expected names of users, or one of --all, --decisions; received 2 of them',
    ],
    ['remediate --all --decisions a.csv', 'received 2 of them'],
    ['remediate --decisions a.txt', '--decisions a.txt: expected a file that ends in .csv or .json'],
    ['remediate --decisions /nowhere/a.csv', '--decisions /nowhere/a.csv: ENOENT'],
  ])('%s', async (command, message) => {
    const { code, out, err } = await runInSandbox(command, { ask: async () => true });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
  });

  it('a file with hostile texts: one line, and nothing that a terminal would interpret', async () => {
    const { account, file, run } = await decidedAccount(['alice']);
    writeFileSync(file, readFileSync(file, 'utf8').replace('keep', 'keep\u001b[2J\u202e\u0007'));
    const before = account.calls.length;
    const { code, err } = await run(['remediate', '--decisions', file, '--yes']);
    expect({ code, calls: account.calls.length }).toEqual({ code: 2, calls: before });
    expect(err).toMatch(
      /^error: --decisions \S+: line 1: expected the column keep; .*\. Nothing was done\n$/,
    );
    expect(err).not.toMatch(/(?!\n)[\p{Cc}\p{Bidi_Control}]/u);
  });

  it('hostile texts of people reach neither the terminal nor the tags as they are', async () => {
    const { account, file, decide, run } = await decidedAccount(['alice', 'bob'], 'json');
    const hostile = '\u001b]0;x\u0007\u202e$(rm -rf ~)<script>`id`';
    decide({
      alice: { keep: hostile },
      bob: { exemptUntil: '2026-12-31', reason: hostile, owner: hostile, ticket: hostile },
    });
    const questions: string[] = [];
    const ask = async (question: string) => Boolean(questions.push(question));
    const { out, err } = await run(['remediate', '--decisions', file], { ask });
    expect(`${out}${err}${questions}`).not.toMatch(/(?!\n)[\p{Cc}\p{Bidi_Control}]/u);
    expect(tagsOf(account, 'bob')['one-active-key:exempt-reason']).toBe('0 x rm -rf script id');
  });
});
