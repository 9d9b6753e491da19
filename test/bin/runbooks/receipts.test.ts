import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it, onTestFinished } from 'vitest';
import { deactivatedKeysOf, executionsWithUnknownEffect } from '../../../bin/runbooks/deactivated.ts';
import { receiptOf } from '../../../bin/runbooks/receipt.ts';
import { openReceiptsFile, readReceipts } from '../../../bin/runbooks/receipts-file.ts';
import type { RunbookExecution } from '../../../bin/runbooks/runbook-execution.ts';
import type { SandboxAccount } from '../../../sandbox/account.ts';
import { runIn, runInSandbox } from '../../support/cli.ts';
import { addUser } from '../../support/rule.ts';
import { served } from '../../support/served-account.ts';

function temporaryFile(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'one-active-key-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, name);
}

const yes = { ask: async () => true };

const DONE: RunbookExecution = {
  userName: 'alice',
  userId: 'AIDACKCEVSQ6C2EXAMPLE',
  automationExecutionId: 'a0000000-0000-4000-8000-000000000001',
  status: 'Success',
  outputs: { Outcome: 'Deactivated', DeactivatedAccessKeyIds: 'AKIAIOSFODNN7EXAMPLE, AKIAI44QH8DHBEXAMPLE' },
  failure: '',
};

const NOW = new Date('2026-11-21T09:00:00.000Z');

const IDENTITY = {
  partition: 'aws',
  accountId: '111122223333',
  accountAlias: undefined,
  region: 'us-east-1',
  operator: undefined,
};

const ACT = {
  document: 'OneActiveKey-DeactivateSurplusAccessKeys',
  identity: IDENTITY,
  startedAt: new Date('2026-11-21T08:59:00.000Z'),
  parameters: { IAMUserId: DONE.userId },
  decision: undefined,
};

const receipt = (execution: RunbookExecution) => receiptOf(ACT, execution, NOW);

const schemaOf = (): object =>
  JSON.parse(readFileSync(new URL('../../../bin/runbooks/receipts.schema.json', import.meta.url), 'utf8'));

function validator() {
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
  addFormats.default(ajv);
  return ajv.compile(schemaOf());
}

describe('a receipts file', () => {
  it('always contains the current state, and leaves no other file in the folder', () => {
    const file = temporaryFile('receipts.json');
    const receipts = openReceiptsFile({ file });
    expect(existsSync(file)).toBe(false);
    receipts.create();
    expect(readReceipts(file)).toEqual([]);
    const [alice, bob] = [{}, {}];
    receipts.put(alice, receipt({ ...DONE, status: 'InProgress', outputs: {} }));
    expect(readReceipts(file)).toMatchObject([{ status: 'InProgress', endedAt: null }]);
    receipts.put(alice, receipt(DONE));
    receipts.put(bob, receipt({ ...DONE, userId: 'AIDAI44QH8DHBEXAMPLE', status: 'Failed' }));
    expect(readReceipts(file)).toMatchObject([
      { status: 'Success', endedAt: NOW.toISOString() },
      { status: 'Failed' },
    ]);
    expect(readdirSync(dirname(file))).toEqual(['receipts.json']);
  });

  it('follows its schema', async () => {
    const file = temporaryFile('receipts.json');
    await runInSandbox(`remediate --all --yes --receipts ${file}`);
    const validate = validator();
    const content = JSON.parse(readFileSync(file, 'utf8'));
    expect(content.receipts).toHaveLength(5);
    expect(validate(content), JSON.stringify(validate.errors)).toBe(true);
    expect(validate({ ...content, schemaVersion: '2.0' })).toBe(false);
  });

  it.each(['remediate deploy-bot payroll', 'remediate deploy-bot --dry-run', 'cleanup old-reports'])(
    '%s: has account, Region, operator, times, parameters and the decision, and follows its schema',
    async (command) => {
      const file = temporaryFile('receipts.json');
      const option = command.startsWith('cleanup') ? '--output' : '--receipts';
      await runInSandbox(`${command} --yes ${option} ${file}`);
      const content = JSON.parse(readFileSync(file, 'utf8'));
      const { receipts } = content;
      const validate = validator();
      expect(validate(content), JSON.stringify(validate.errors)).toBe(true);
      expect(receipts[0]).toMatchObject({
        accountId: '111122223333',
        accountAlias: 'sandbox',
        region: 'us-east-1',
        operator: 'arn:aws:sts::111122223333:assumed-role/somebody/somebody',
        startedAt: expect.stringMatching(/^2026-11-21T09:/),
        endedAt: expect.stringMatching(/^2026-11-21T09:/),
        parameters: { IAMUserId: receipts[0].userId, DryRun: String(command.includes('--dry-run')) },
      });
    },
  );

  it('has the decision that was shown, beside the outputs with that of the runbook', async () => {
    const file = temporaryFile('receipts.json');
    await runInSandbox(`remediate deploy-bot payroll --yes --receipts ${file}`);
    const { receipts } = JSON.parse(readFileSync(file, 'utf8'));
    expect(receipts).toMatchObject([
      {
        userName: 'deploy-bot',
        document: 'OneActiveKey-DeactivateSurplusAccessKeys',
        decision: { complianceType: 'NON_COMPLIANT', surplusAccessKeyIds: ['AKIADEPLOYNEWEXAMPLE'] },
        outputs: { Outcome: 'Deactivated', DeactivatedAccessKeyIds: 'AKIADEPLOYNEWEXAMPLE' },
      },
      {
        userName: 'payroll',
        decision: { complianceType: 'NON_COMPLIANT', surplusAccessKeyIds: [] },
        outputs: { Outcome: 'Refused', RefusalCode: 'KeysInUse' },
      },
    ]);
  });

  it('contains no control character and no character that changes the direction, and gives them back', () => {
    const file = temporaryFile('receipts.json');
    const failure = 'a\u001b[2J\u0007\u009b\u202e\u2028\nb';
    const receipts = openReceiptsFile({ file });
    receipts.put({}, receipt({ ...DONE, status: 'Failed', failure }));
    expect(readFileSync(file, 'utf8')).not.toMatch(/(?!\n)[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u);
    expect(readReceipts(file)).toMatchObject([{ failure }]);
  });

  it('is not created if nothing was done', async () => {
    const file = temporaryFile('receipts.json');
    const { code } = await runInSandbox(`remediate --all --receipts ${file}`, { ask: async () => false });
    expect({ code, exists: existsSync(file) }).toEqual({ code: 1, exists: false });
  });

  it('has each start before AWS confirms it, with an unknown effect', async () => {
    const file = temporaryFile('receipts.json');
    const { account, environment } = await served((each) => addUser(each, 'alice', 2), {
      withRunbooks: true,
    });
    let seen: unknown;
    account.faults.add(({ operation }) => {
      if (operation === 'StartAutomationExecution') seen = readReceipts(file);
      return undefined;
    });
    await runIn({ ...environment, AWS_REGION: 'us-east-1' }, [
      'remediate',
      'alice',
      '--yes',
      '--receipts',
      file,
    ]);
    expect(seen).toMatchObject([{ userName: 'alice', status: 'Unknown', automationExecutionId: '' }]);
    expect(executionsWithUnknownEffect(seen as RunbookExecution[])).toHaveLength(1);
    expect(readReceipts(file)).toMatchObject([{ userName: 'alice', status: 'Success' }]);
  });

  it('that can no longer be written: no further start, what was started is shown, exit code 1', async () => {
    const file = temporaryFile('receipts.json');
    const users = (each: SandboxAccount) => ['alice', 'bob'].map((name) => addUser(each, name, 2));
    const { account, environment } = await served(users, { withRunbooks: true });
    account.faults.add(({ operation }) => {
      // A folder in its place, so that the rename fails.
      if (operation === 'StartAutomationExecution') {
        rmSync(file, { force: true });
        mkdirSync(file, { recursive: true });
      }
      return undefined;
    });
    const args = ['remediate', '--all', '--yes', '--receipts', file];
    const { code, out, err } = await runIn({ ...environment, AWS_REGION: 'us-east-1' }, args);
    expect(code).toBe(1);
    expect(out).toContain('alice: Deactivated.');
    expect(out).not.toContain('bob: Deactivated.');
    expect(err).toMatch(
      /2 executions: 1 succeeded, 1 not started\.\nReceiptsFileError: .* does not have all receipts/,
    );
  });

  it('is overwritten with --force, but not if nothing was done', async () => {
    const file = temporaryFile('receipts.json');
    writeFileSync(file, 'mine');
    await runInSandbox(`remediate --all --force --receipts ${file}`, { ask: async () => false });
    expect(readFileSync(file, 'utf8')).toBe('mine');
    const { code } = await runInSandbox(`remediate --all --yes --force --receipts ${file}`);
    expect({ code, count: readReceipts(file).length }).toEqual({ code: 0, count: 5 });
  });

  it.each(['remediate --all --receipts', 'cleanup --all --output'])(
    '%s: a file that exists is found before the first call to AWS',
    async (command) => {
      const file = temporaryFile('receipts.json');
      writeFileSync(file, 'mine');
      const { account, environment } = await served((each) => addUser(each, 'alice', 2));
      const callsBefore = account.calls.length;
      const settings = { ...environment, AWS_REGION: 'us-east-1' };
      const { code } = await runIn(settings, [...command.split(' '), file]);
      expect({ code, calls: account.calls.length }).toEqual({ code: 2, calls: callsBefore });
    },
  );

  it('never overwrites a file: wrong usage, before the question', async () => {
    const file = temporaryFile('receipts.json');
    writeFileSync(file, 'mine');
    const { code, err } = await runInSandbox(`remediate --all --receipts ${file}`, {
      ask: () => Promise.reject(),
    });
    expect(code).toBe(2);
    expect(err).toContain('expected the name of a new file; it exists already: give --force');
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });

  it('that cannot be written is wrong usage, before the question', async () => {
    const file = temporaryFile('nowhere/receipts.json');
    const { code, err } = await runInSandbox(`remediate --all --receipts ${file}`, {
      ask: () => Promise.reject(),
    });
    expect(code).toBe(2);
    expect(err).toContain('expected the name of a new file; its folder does not exist');
  });
});

describe('undo with a receipts file', () => {
  it('reactivates every key of a whole remediate', async () => {
    const file = temporaryFile('receipts.json');
    await runInSandbox(`remediate --all --yes --receipts ${file}`);
    // Each command has a new sandbox account, in which the keys are still Active.
    const { code, out } = await runInSandbox(`undo --receipts ${file}`, yes);
    expect(code).toBe(0);
    expect(out.match(/: NothingToDo\. AKIA\w+ is Active already\./g)).toHaveLength(6);
  });

  it.each([
    ['1.0, which has no account', '1.0', DONE],
    ['a later 1.x, with members of its own', '1.7', { ...receipt(DONE), more: 1 }],
  ])('reads version %s', async (_, schemaVersion, execution) => {
    const file = temporaryFile('receipts.json');
    writeFileSync(file, JSON.stringify({ schemaVersion, receipts: [execution] }));
    expect(readReceipts(file)).toEqual([execution]);
    expect((await runInSandbox(`undo --receipts ${file}`, yes)).out).toContain('alice: AKIAIOSFODNN7EXAMPLE');
  });

  it.each([
    [
      'account',
      { accountId: '222222222222' },
      'from account 222222222222, the credentials are of 111122223333',
    ],
    [
      'Region',
      { region: 'eu-west-1' },
      'from eu-west-1, the Region of this command is us-east-1: give --region',
    ],
  ])('refuses the receipts of another %s, and starts nothing', async (_, elsewhere, message) => {
    const file = temporaryFile('receipts.json');
    const receipts = [receipt(DONE), { ...receipt(DONE), ...elsewhere }];
    writeFileSync(file, JSON.stringify({ schemaVersion: '1.1', receipts }));
    const { code, out, err } = await runInSandbox(`undo --receipts ${file}`, yes);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
  });

  it('lists the executions with an unknown effect, exit code 1', async () => {
    const file = temporaryFile('receipts.json');
    const receipts = [
      { ...DONE, status: 'Failed', outputs: {}, failure: 'the survivor is gone' },
      {
        ...DONE,
        userName: 'bob',
        automationExecutionId: '',
        status: 'Unknown',
        outputs: {},
        failure: 'reset',
      },
      { ...DONE, userName: 'carol', automationExecutionId: '', status: 'NotStarted', outputs: {} },
    ];
    writeFileSync(file, JSON.stringify({ schemaVersion: '1.0', receipts }));
    const { code, err } = await runInSandbox(`undo --receipts ${file}`, yes);
    expect({ code, err }).toEqual({
      code: 1,
      err:
        `Not undone, because the effect of this execution is unknown: alice: Failed ${DONE.automationExecutionId} the survivor is gone\n` +
        'Not undone, because the effect of this execution is unknown: bob: Unknown reset\n',
    });
  });

  it.each([
    ['no content', ''],
    ['text that is not JSON', '{'],
    ['the content of another file', '{"users":[]}'],
    ['another version', '{"schemaVersion":"2.0","receipts":[]}'],
    ['a version that is no text', '{"schemaVersion":1,"receipts":[]}'],
    [
      'an account that is no text',
      JSON.stringify({ schemaVersion: '1.1', receipts: [{ ...DONE, accountId: 1 }] }),
    ],
    ['invalid receipts', '{"schemaVersion":"1.0","receipts":[{}]}'],
    [
      'outputs that are null',
      JSON.stringify({ schemaVersion: '1.0', receipts: [{ ...DONE, outputs: null }] }),
    ],
    [
      'an output that is a number',
      JSON.stringify({ schemaVersion: '1.0', receipts: [{ ...DONE, outputs: { Outcome: 1 } }] }),
    ],
    ['null', 'null'],
  ])('refuses a receipts file: %s', async (_, text) => {
    const file = temporaryFile('x.json');
    writeFileSync(file, text);
    const { code, err } = await runInSandbox(`undo --receipts ${file} --yes`);
    expect(code).toBe(2);
    expect(err).toContain('expected the receipts of an earlier remediate');
  });
});

describe('the executions in a receipts file', () => {
  it('every deactivated key is found', () => {
    const { userName, userId, automationExecutionId } = DONE;
    expect(deactivatedKeysOf([DONE])).toEqual([
      { userName, userId, automationExecutionId, accessKeyId: 'AKIAIOSFODNN7EXAMPLE' },
      { userName, userId, automationExecutionId, accessKeyId: 'AKIAI44QH8DHBEXAMPLE' },
    ]);
  });

  it.each([
    ['a dry run', { ...DONE, outputs: { Outcome: 'Planned', PlannedAccessKeyIds: 'AKIAIOSFODNN7EXAMPLE' } }],
    [
      'an execution that changed nothing',
      { ...DONE, outputs: { Outcome: 'NothingToDo', DeactivatedAccessKeyIds: 'none' } },
    ],
    [
      'an output that is not a key ID',
      { ...DONE, outputs: { Outcome: 'Deactivated', DeactivatedAccessKeyIds: '; rm -rf' } },
    ],
  ])('%s: no deactivated key is found', (_, receipt) => {
    expect(deactivatedKeysOf([receipt])).toEqual([]);
  });

  it.each(['Failed', 'TimedOut', 'Cancelled', 'InProgress', 'Pending', 'Unknown'])(
    '%s: the effect is unknown',
    (status) => {
      expect(executionsWithUnknownEffect([{ ...DONE, status }])).toHaveLength(1);
    },
  );

  it.each([
    ['a key', { ...DONE, outputs: { Outcome: 'Deactivated', DeactivatedAccessKeyIds: '; rm -rf' } }, 0],
    [
      'one of two keys',
      { ...DONE, outputs: { ...DONE.outputs, DeactivatedAccessKeyIds: 'AKIAIOSFODNN7EXAMPLE, AKIA-' } },
      1,
    ],
    ['every key', { ...DONE, outputs: { Outcome: 'Deactivated' } }, 0],
    ['the user', { ...DONE, userId: 'alice' }, 0],
  ])('%s cannot be read: the effect is unknown, and what can be read is undone', (_, receipt, keys) => {
    expect(executionsWithUnknownEffect([receipt])).toEqual([receipt]);
    expect(deactivatedKeysOf([receipt])).toHaveLength(keys);
  });

  it.each(['Success', 'NotStarted'])('%s: the effect is known', (status) => {
    expect(executionsWithUnknownEffect([{ ...DONE, status }])).toEqual([]);
  });
});
