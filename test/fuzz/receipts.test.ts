import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SSMClient } from '@aws-sdk/client-ssm';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UsageError } from '../../bin/command-line/errors.ts';
import { deactivatedKeysOf, executionsWithUnknownEffect } from '../../bin/runbooks/deactivated.ts';
import { readExecution } from '../../bin/runbooks/executions.ts';
import { type ReadReceipt, readReceipts } from '../../bin/runbooks/receipts-file.ts';
import { hasEnded, keysIn, type RunbookExecution } from '../../bin/runbooks/runbook-execution.ts';
import { jsonProtocol } from '../../sandbox/wire/json.ts';
import { assertLaw, nearlyValid, nearlyValidText, unusualValues } from '../support/fuzz.ts';
import { settingsWithAnswers } from '../support/sdk-answers.ts';

describe('a receipts file with arbitrary content', () => {
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
  const place = { accountId: '111122223333', region: 'us-east-1' };
  const failed = { ...receipt, ...place, status: 'Failed', outputs: {} };
  const file = { schemaVersion: '1.1', receipts: [receipt, failed] };
  const json = fc.oneof(nearlyValid(file), unusualValues).map((each) => JSON.stringify(each));
  const texts = fc.oneof(
    { weight: 8, arbitrary: json },
    { weight: 2, arbitrary: json.chain(nearlyValidText) },
    { weight: 1, arbitrary: json.map((text) => `\uFEFF${text}`) },
  );
  const bytes = fc.uint8Array({ maxLength: 300 });

  it('leads to receipts that can be undone, or to a UsageError', () =>
    assertLaw({
      inputs: fc.oneof({ weight: 8, arbitrary: texts }, { weight: 1, arbitrary: bytes }),
      read: (content) => {
        const name = join(folder, 'receipts.json');
        writeFileSync(name, content);
        return readReceipts(name);
      },
      contract: (receipts) => {
        for (const each of receipts) expectReceipt(each);
        for (const each of receipts) expectPlace(each);
        for (const { accessKeyId } of deactivatedKeysOf(receipts))
          expect(accessKeyId).toMatch(/^AKIA[A-Z0-9]+$/);
        for (const each of executionsWithUnknownEffect(receipts)) expect(receipts).toContain(each);
      },
      errors: [UsageError],
    }));
});

describe('a nearly valid answer of Automation about an execution', () => {
  const execution = {
    AutomationExecutionStatus: 'Success',
    FailureMessage: 'Step fails when it is Poll action status for completion.',
    Outputs: { 'ReadReceipt.Outcome': ['Deactivated'], 'ReadReceipt.DeactivatedAccessKeyIds': ['none'] },
  };
  const startedExecution = {
    userName: 'alice',
    userId: 'AIDACKCEVSQ6C2EXAMPLE',
    automationExecutionId: 'a0000000',
    status: 'InProgress',
    outputs: {},
    failure: '',
  };

  it('leads to a receipt that can be written to a receipts file', () =>
    assertLaw({
      inputs: nearlyValid({ AutomationExecution: execution }),
      read: (answer) =>
        readExecution(
          startedExecution,
          new SSMClient(settingsWithAnswers(jsonProtocol, 'GetAutomationExecution', [answer])),
        ),
      contract: (receipt) => {
        expectReceipt(receipt);
        if (receipt.status === 'Unknown') expect(receipt.failure).not.toBe('');
      },
      numRuns: 600,
    }));
});

function expectPlace({ accountId, region }: ReadReceipt): void {
  for (const each of [accountId, region]) expect(['string', 'undefined']).toContain(typeof each);
}

function expectReceipt(receipt: RunbookExecution): void {
  const { userName, userId, automationExecutionId, status, failure, outputs } = receipt;
  const texts = [userName, userId, automationExecutionId, status, failure, ...Object.values(outputs)];
  for (const each of texts) expect(typeof each).toBe('string');
  expect(typeof hasEnded(receipt)).toBe('boolean');
  for (const id of keysIn(outputs, 'DeactivatedAccessKeyIds')) expect(id).not.toBe('none');
}
