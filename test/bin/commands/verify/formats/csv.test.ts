import { expect, it } from 'vitest';
import { toCsv } from '../../../../../bin/commands/verify/formats/csv.ts';
import { parseCsv } from '../../../../../bin/inventory/parse-csv.ts';
import { ALICE, anAccount, aVerification, CAROL } from './verifications.ts';

function recordsOf(csv: string): readonly Readonly<Record<string, string>>[] {
  const [columns = [], ...records] = parseCsv(csv);
  return records.map((record) => Object.fromEntries(record.map((value, n) => [columns[n] ?? '', value])));
}

it('the columns', () => {
  expect(toCsv(aVerification()).trim()).toBe(
    'record,accountId,userName,userId,arn,complianceType,situation,activeKeys,refusalCode,nextStep,explanation,users,noActiveKey,oneActiveKey,moreActiveKeys,nonCompliant,unread,isComplete,accountName,generatedAt,selectionStrategy,rotationGraceHours,protectUsedWithinDays,exemptionMaxDays',
  );
});

it('the row of an account has the time and the parameters by which it was decided', () => {
  expect(recordsOf(toCsv(aVerification(anAccount())))).toMatchObject([
    {
      generatedAt: '2026-11-21T09:00:00.000Z',
      selectionStrategy: 'LeastRecentlyUsed',
      rotationGraceHours: '24',
      protectUsedWithinDays: '7',
      exemptionMaxDays: '90',
    },
  ]);
});

it('a row for each account, each user with two or more active keys, and each user that could not be read', () => {
  const failures = [{ userName: 'erin', reason: 'AccessDenied' }];
  const records = recordsOf(toCsv(aVerification(anAccount({ users: [ALICE, CAROL], failures }))));
  expect(records).toMatchObject([
    { record: 'account', users: '9', noActiveKey: '4', oneActiveKey: '2', moreActiveKeys: '3' },
    { record: 'user', userName: 'alice', refusalCode: 'KeysInUse', nextStep: 'Separate the workloads.' },
    { record: 'user', userName: 'carol', complianceType: 'NOT_APPLICABLE', refusalCode: '', nextStep: '' },
    { record: 'unread', userName: 'erin', complianceType: '', explanation: 'Not read: AccessDenied' },
  ]);
  expect(new Set(records.map(({ accountId }) => accountId))).toEqual(new Set(['111122223333']));
});

it.each([
  ['=cmd', "'=cmd"],
  ['+1', "'+1"],
  ['-1', "'-1"],
  ['@sum', "'@sum"],
  [' =cmd', "' =cmd"],
  ['a\u001b[2Jb', 'a [2Jb'],
])('the name %j is harmless', (userName, expected) => {
  const [, user] = recordsOf(toCsv(aVerification(anAccount({ users: [{ ...ALICE, userName }] }))));
  expect(user?.['userName']).toBe(expected);
});
