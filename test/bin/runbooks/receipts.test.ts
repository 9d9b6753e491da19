import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it, onTestFinished } from 'vitest';
import { deactivatedKeysOf, executionsWithUnknownEffect } from '../../../bin/runbooks/deactivated.ts';
import { createReceiptsFile, readReceipts } from '../../../bin/runbooks/receipts-file.ts';
import type { RunbookExecution } from '../../../bin/runbooks/runbook-execution.ts';
import { runInSandbox } from '../../support/cli.ts';

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

describe('a receipts file', () => {
  it('always contains the current state, and leaves no other file in the folder', () => {
    const file = temporaryFile('receipts.json');
    const receipts = createReceiptsFile(file);
    expect(readReceipts(file)).toEqual([]);
    receipts.put({ ...DONE, status: 'InProgress', outputs: {} });
    expect(readReceipts(file)).toMatchObject([{ status: 'InProgress' }]);
    receipts.put(DONE);
    receipts.put({ ...DONE, userId: 'AIDAI44QH8DHBEXAMPLE', status: 'Failed' });
    expect(readReceipts(file)).toMatchObject([{ status: 'Success' }, { status: 'Failed' }]);
    expect(readdirSync(dirname(file))).toEqual(['receipts.json']);
  });

  it('follows its schema', async () => {
    const file = temporaryFile('receipts.json');
    await runInSandbox(`remediate --all --yes --receipts ${file}`);
    const schema = JSON.parse(
      readFileSync(new URL('../../../bin/runbooks/receipts.schema.json', import.meta.url), 'utf8'),
    );
    const validate = new Ajv2020({ strict: true }).compile(schema);
    const content = JSON.parse(readFileSync(file, 'utf8'));
    expect(content.receipts).toHaveLength(5);
    expect(validate(content), JSON.stringify(validate.errors)).toBe(true);
    expect(validate({ ...content, schemaVersion: '2.0' })).toBe(false);
  });

  it('is deleted if nothing was done', async () => {
    const file = temporaryFile('receipts.json');
    const { code } = await runInSandbox(`remediate --all --receipts ${file}`, { ask: async () => false });
    expect({ code, exists: existsSync(file) }).toEqual({ code: 1, exists: false });
  });

  it('never overwrites a file: wrong usage, before the question', async () => {
    const file = temporaryFile('receipts.json');
    writeFileSync(file, 'mine');
    const { code, err } = await runInSandbox(`remediate --all --receipts ${file}`, {
      ask: () => Promise.reject(),
    });
    expect(code).toBe(2);
    expect(err).toContain('expected the name of a new file; it exists already');
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });

  it('that cannot be written is wrong usage, before the question', async () => {
    const file = temporaryFile('nowhere/receipts.json');
    const { code, err } = await runInSandbox(`remediate --all --receipts ${file}`, {
      ask: () => Promise.reject(),
    });
    expect(code).toBe(2);
    expect(err).toContain('expected the name of a new file; ENOENT');
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
    const { userName, userId } = DONE;
    expect(deactivatedKeysOf([DONE])).toEqual([
      { userName, userId, accessKeyId: 'AKIAIOSFODNN7EXAMPLE' },
      { userName, userId, accessKeyId: 'AKIAI44QH8DHBEXAMPLE' },
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

  it.each(['Success', 'NotStarted'])('%s: the effect is known', (status) => {
    expect(executionsWithUnknownEffect([{ ...DONE, status }])).toEqual([]);
  });
});
