import { describe, expect, it } from 'vitest';
import { parseReceipt } from '../../../../bin/commands/history/parse-receipt.ts';
import { userName } from '../../../../policy/identifiers.ts';
import { completeReceipt } from '../../../../remediation/keep-receipt.ts';
import { parseRequest } from '../../../../remediation/parse-request.ts';
import { resultFor } from '../../../../remediation/receipt.ts';
import { ALICE, aReceipt, aRun, daysAgo, EXECUTION, KEPT, KEY } from './histories.ts';

describe('parseReceipt', () => {
  it('reads what the remediation writes', () => {
    const request = parseRequest({
      operation: 'Deactivate',
      userId: ALICE,
      automationExecutionId: EXECUTION,
    });
    if (request.operation === 'DailyPass') throw new Error('Expected the request of a runbook');
    const result = resultFor(
      { userId: ALICE, userName: userName('alice') },
      {
        outcome: 'Deactivated',
        reason: 'the reason',
        keptAccessKeyId: KEPT,
        deactivatedAccessKeyIds: [KEY],
        undo: 'the undo command',
      },
    );
    const environment = { partition: 'aws', accountId: '111122223333', region: 'us-east-1' };
    const receipt = completeReceipt(result, {
      request,
      environment,
      at: daysAgo(1),
      automatic: { noticeDays: 0, perDay: 10 },
    });
    expect(parseReceipt(aReceipt({ receipt: JSON.stringify(receipt) }))).toEqual(aRun());
  });

  it.each([
    [
      'a key that was given back',
      { outcome: 'Reactivated' },
      { deactivatedAccessKeyIds: [], reactivatedAccessKeyIds: [KEY] },
    ],
    [
      'a key that was deleted',
      { outcome: 'Deleted' },
      { deactivatedAccessKeyIds: [], deletedAccessKeyIds: [KEY] },
    ],
  ])('%s', (_, kept, fields) => {
    expect(parseReceipt(aReceipt(kept, fields))).toEqual(aRun(kept));
  });

  it('a later version, with an operation, an outcome, a code and a member that we do not know', () => {
    const kept = { operation: 'Notify', outcome: 'Told' };
    const run = parseReceipt(aReceipt(kept, { refusalCode: 'NobodyToTell', channel: 'mail' }));
    expect(run).toEqual(aRun({ ...kept, refusalCode: 'NobodyToTell' }));
  });
});

describe('a receipt that no version writes is an error that names the item', () => {
  it.each<[string, Parameters<typeof aReceipt>]>([
    ['no JSON', [{ receipt: 'words' }]],
    ['null', [{ receipt: 'null' }]],
    ['a list', [{ receipt: '[]' }]],
    ['nested a hundred thousand levels deep', [{ receipt: '['.repeat(100_000) }]],
    ['another user', [{}, { userId: 'AIDABOB000000EXAMPLE' }]],
    ['another outcome', [{}, { outcome: 'Refused' }]],
    ['another operation', [{}, { operation: 'Reactivate' }]],
    ['another execution', [{}, { automationExecutionId: '' }]],
    ['another time', [{}, { at: daysAgo(2).toISOString() }]],
    ['a key that is none', [{}, { deactivatedAccessKeyIds: ['=cmd()'] }]],
    ['a list of keys that is a text', [{}, { deletedAccessKeyIds: KEY }]],
    ['an account that is none', [{}, { accountId: '<script>' }]],
    ...['userName', 'reason', 'undo', 'keptAccessKeyId', 'refusalCode', 'accountId'].map(
      (name): [string, Parameters<typeof aReceipt>] => [`no ${name}`, [{}, { [name]: undefined }]],
    ),
  ])('%s', (_, args) => {
    expect(() => parseReceipt(aReceipt(...args))).toThrow(
      /^item pk="RECEIPT" sk="AIDAALICE0000EXAMPLE#.*#nonce" of the ledger, receipt: expected a receipt .*; received /,
    );
  });
});
