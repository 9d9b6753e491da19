import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it, onTestFinished } from 'vitest';
import { deactivatedBy, withUnknownEffect } from '../../bin/runbooks/deactivated.ts';
import { createReceiptsFile, readReceipts } from '../../bin/runbooks/receipts-file.ts';
import type { RunbookExecution } from '../../bin/runbooks/runbook-execution.ts';
import { runInSandbox } from '../support/cli.ts';

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
  it('holds at any time what is known, and nothing lies about beside it', () => {
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

  it('keeps to its schema', async () => {
    const file = temporaryFile('receipts.json');
    await runInSandbox(`remediate --all --yes --receipts ${file}`);
    const schema = JSON.parse(
      readFileSync(new URL('../../bin/runbooks/receipts.schema.json', import.meta.url), 'utf8'),
    );
    const validate = new Ajv2020({ strict: true }).compile(schema);
    const content = JSON.parse(readFileSync(file, 'utf8'));
    expect(content.receipts).toHaveLength(6);
    expect(validate(content), JSON.stringify(validate.errors)).toBe(true);
    expect(validate({ ...content, schemaVersion: '2.0' })).toBe(false);
  });

  it('goes away again where nothing was done', async () => {
    const file = temporaryFile('receipts.json');
    const { code } = await runInSandbox(`remediate --all --receipts ${file}`, { ask: async () => false });
    expect({ code, exists: existsSync(file) }).toEqual({ code: 1, exists: false });
  });

  it('is never written over: wrong usage, before anybody is asked', async () => {
    const file = temporaryFile('receipts.json');
    writeFileSync(file, 'mine');
    const { code, err } = await runInSandbox(`remediate --all --receipts ${file}`, {
      ask: () => Promise.reject(),
    });
    expect(code).toBe(2);
    expect(err).toContain('expected the name of a new file; it exists already');
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });

  it('that cannot be written is wrong usage, before anybody is asked', async () => {
    const file = temporaryFile('nowhere/receipts.json');
    const { code, err } = await runInSandbox(`remediate --all --receipts ${file}`, {
      ask: () => Promise.reject(),
    });
    expect(code).toBe(2);
    expect(err).toContain('expected the name of a new file; ENOENT');
  });
});

describe('undo by a receipts file', () => {
  it('takes back a whole remediate', async () => {
    const file = temporaryFile('receipts.json');
    await runInSandbox(`remediate --all --yes --receipts ${file}`);
    // The sandbox is a new one each time: there the keys are Active.
    const { code, out } = await runInSandbox(`undo --receipts ${file}`, yes);
    expect(code).toBe(0);
    expect(out.match(/: NothingToDo\. AKIA\w+ is Active already\./g)).toHaveLength(7);
  });

  it('says of whom it does not know what was done, and does not end well', async () => {
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
        `Not undone, since its effect is unknown: alice: Failed ${DONE.automationExecutionId} the survivor is gone\n` +
        'Not undone, since its effect is unknown: bob: Unknown reset\n',
    });
  });

  it.each([
    ['nothing', ''],
    ['no JSON', '{'],
    ['another file', '{"users":[]}'],
    ['another version', '{"schemaVersion":"2.0","receipts":[]}'],
    ['no receipts', '{"schemaVersion":"1.0","receipts":[{}]}'],
    [
      'outputs that are none',
      JSON.stringify({ schemaVersion: '1.0', receipts: [{ ...DONE, outputs: null }] }),
    ],
    [
      'outputs of numbers',
      JSON.stringify({ schemaVersion: '1.0', receipts: [{ ...DONE, outputs: { Outcome: 1 } }] }),
    ],
    ['null', 'null'],
  ])('refuses a file with %s', async (_, text) => {
    const file = temporaryFile('x.json');
    writeFileSync(file, text);
    const { code, err } = await runInSandbox(`undo --receipts ${file} --yes`);
    expect(code).toBe(2);
    expect(err).toContain('expected the receipts of an earlier remediate');
  });
});

describe('what receipts tell of', () => {
  it('each key that was deactivated', () => {
    const { userName, userId } = DONE;
    expect(deactivatedBy([DONE])).toEqual([
      { userName, userId, accessKeyId: 'AKIAIOSFODNN7EXAMPLE' },
      { userName, userId, accessKeyId: 'AKIAI44QH8DHBEXAMPLE' },
    ]);
  });

  it.each([
    ['a dry run', { ...DONE, outputs: { Outcome: 'Planned', PlannedAccessKeyIds: 'AKIAIOSFODNN7EXAMPLE' } }],
    ['nothing to do', { ...DONE, outputs: { Outcome: 'NothingToDo', DeactivatedAccessKeyIds: 'none' } }],
    ['what is no key', { ...DONE, outputs: { Outcome: 'Deactivated', DeactivatedAccessKeyIds: '; rm -rf' } }],
  ])('no key in %s', (_, receipt) => {
    expect(deactivatedBy([receipt])).toEqual([]);
  });

  it.each(['Failed', 'TimedOut', 'Cancelled', 'InProgress', 'Pending', 'Unknown'])(
    '%s: it is withUnknownEffect',
    (status) => {
      expect(withUnknownEffect([{ ...DONE, status }])).toHaveLength(1);
    },
  );

  it.each(['Success', 'NotStarted'])('%s: it is clear', (status) => {
    expect(withUnknownEffect([{ ...DONE, status }])).toEqual([]);
  });
});
