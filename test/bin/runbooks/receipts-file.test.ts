import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../bin/command-line/errors.ts';
import { executionsWithUnknownEffect } from '../../../bin/runbooks/deactivated.ts';
import { openReceiptsFile, readReceipts } from '../../../bin/runbooks/receipts-file.ts';
import type { RunbookExecution } from '../../../bin/runbooks/runbook-execution.ts';
import type { SandboxAccount } from '../../../sandbox/account.ts';
import { runIn, runInSandbox } from '../../support/cli.ts';
import { addUser } from '../../support/rule.ts';
import { served } from '../../support/served-account.ts';
import { DONE, NOW, receipt, temporaryFile } from './some-receipts.ts';

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

  it('that cannot be created is wrong usage, with its name: nothing was done yet', () => {
    const file = temporaryFile('gone/receipts.json');
    mkdirSync(dirname(file));
    const receipts = openReceiptsFile({ file });
    rmSync(dirname(file), { recursive: true });
    expect(() => receipts.create()).toThrow(UsageError);
    expect(() => receipts.create()).toThrow(
      /^--receipts .* could not be written: ENOENT.*\. Nothing was done: /,
    );
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
});
