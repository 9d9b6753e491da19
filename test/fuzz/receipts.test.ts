import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SSMClient } from '@aws-sdk/client-ssm';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UsageError } from '../../bin/errors.ts';
import { deactivatedKeysOf, executionsWithUnknownEffect } from '../../bin/runbooks/deactivated.ts';
import { readExecution } from '../../bin/runbooks/executions.ts';
import { readReceipts } from '../../bin/runbooks/receipts-file.ts';
import { hasEnded, keysIn, type RunbookExecution } from '../../bin/runbooks/runbook-execution.ts';
import { jsonProtocol } from '../../sandbox/wire/json.ts';
import { answering } from '../support/answering.ts';
import { nearly, nearlyText, obeys, odd } from '../support/fuzz.ts';

describe('a receipts file, whatever it holds', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'one-active-key-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const receipt = {
    userName: 'alice',
    userId: 'AIDACKCEVSQ6C2EXAMPLE',
    automationExecutionId: 'a0000000-0000-4000-8000-000000000001',
    status: 'Success',
    outputs: {
      Outcome: 'Deactivated',
      DeactivatedAccessKeyIds: 'AKIAIOSFODNN7EXAMPLE, AKIAI44QH8DHBEXAMPLE',
    },
    failure: '',
  };
  const file = { schemaVersion: '1.0', receipts: [receipt, { ...receipt, status: 'Failed', outputs: {} }] };
  const json = fc.oneof(nearly(file), odd).map((each) => JSON.stringify(each));
  const texts = fc.oneof(
    { weight: 8, arbitrary: json },
    { weight: 2, arbitrary: json.chain(nearlyText) },
    { weight: 1, arbitrary: json.map((text) => `\uFEFF${text}`) },
  );
  const bytes = fc.uint8Array({ maxLength: 300 });

  it('is receipts that can be taken back, or a UsageError', () =>
    obeys({
      inputs: fc.oneof({ weight: 8, arbitrary: texts }, { weight: 1, arbitrary: bytes }),
      parse: (content) => {
        const name = join(folder, 'receipts.json');
        writeFileSync(name, content);
        return readReceipts(name);
      },
      contract: (receipts) => {
        for (const each of receipts) expectReceipt(each);
        for (const { accessKeyId } of deactivatedKeysOf(receipts))
          expect(accessKeyId).toMatch(/^AKIA[A-Z0-9]+$/);
        for (const each of executionsWithUnknownEffect(receipts)) expect(receipts).toContain(each);
      },
      errors: [UsageError],
    }));
});

describe('what Automation answers of an execution, nearly', () => {
  const execution = {
    AutomationExecutionStatus: 'Success',
    FailureMessage: 'Step fails when it is Poll action status for completion.',
    Outputs: { 'ReadReceipt.Outcome': ['Deactivated'], 'ReadReceipt.DeactivatedAccessKeyIds': ['none'] },
  };
  const begun = {
    userName: 'alice',
    userId: 'AIDACKCEVSQ6C2EXAMPLE',
    automationExecutionId: 'a0000000',
    status: 'InProgress',
    outputs: {},
    failure: '',
  };

  it('is a receipt that a file of receipts takes', () =>
    obeys({
      inputs: nearly({ AutomationExecution: execution }),
      parse: (answer) =>
        readExecution(begun, new SSMClient(answering(jsonProtocol, 'GetAutomationExecution', [answer]))),
      contract: (receipt) => {
        expectReceipt(receipt);
        if (receipt.status === 'Unknown') expect(receipt.failure).not.toBe('');
      },
      numRuns: 600,
    }));
});

function expectReceipt(receipt: RunbookExecution): void {
  const { userName, userId, automationExecutionId, status, failure, outputs } = receipt;
  const texts = [userName, userId, automationExecutionId, status, failure, ...Object.values(outputs)];
  for (const each of texts) expect(typeof each).toBe('string');
  expect(typeof hasEnded(receipt)).toBe('boolean');
  for (const id of keysIn(outputs, 'DeactivatedAccessKeyIds')) expect(id).not.toBe('none');
}
