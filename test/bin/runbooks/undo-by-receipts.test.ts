import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readReceipts } from '../../../bin/runbooks/receipts-file.ts';
import { runInSandbox } from '../../support/cli.ts';
import { DONE, receipt, temporaryFile, yes } from './some-receipts.ts';

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
