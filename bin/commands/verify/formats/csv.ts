import { PARAMETER_NAMES } from '../../../account/parameter-names.ts';
import { toCsvText } from '../../../formats/csv-text.ts';
import type { Summary } from '../../../inventory/inventory.ts';
import type { AccountVerification, Verification, VerifiedUser } from '../../../verification/verification.ts';
import { parametersOf } from './provenance.ts';

/** New columns are added at the end, so that scripts that read columns by position continue to work. */
const COLUMNS = [
  'record',
  'accountId',
  'userName',
  'userId',
  'arn',
  'complianceType',
  'situation',
  'activeKeys',
  'refusalCode',
  'nextStep',
  'explanation',
  'users',
  'noActiveKey',
  'oneActiveKey',
  'moreActiveKeys',
  'nonCompliant',
  'unread',
  'isComplete',
  'accountName',
  'generatedAt',
  ...PARAMETER_NAMES,
] as const;

type Row = Partial<Readonly<Record<(typeof COLUMNS)[number], string>>>;

/**
 * A row `account` with the numbers for each account, a row `user` for each user with two or more active keys,
 * and a row `unread` for each user without a verdict.
 */
export function toCsv({ accounts, generatedAt }: Verification): string {
  const rows = accounts.flatMap((account): Row[] => {
    const accountId = account.accountId ?? '';
    return [
      { record: 'account', accountId, generatedAt, ...accountRow(account) },
      ...account.users.map((user) => ({ record: 'user', accountId, ...userRow(user) })),
      ...account.failures.map(({ userName, reason }) => ({
        record: 'unread',
        accountId,
        userName,
        explanation: `Not read: ${reason}`,
      })),
    ];
  });
  return toCsvText(rows, COLUMNS);
}

/** Of an account that could not be read, no number is known. */
function accountRow(account: AccountVerification): Row {
  const { accountName, failure, isComplete } = account;
  const ofAll = {
    accountName: accountName ?? '',
    isComplete: String(isComplete),
    ...Object.fromEntries(parametersOf(account)),
  };
  return account.summary
    ? { ...ofAll, ...numbersOf(account.summary) }
    : { ...ofAll, explanation: `Account not read: ${failure}` };
}

function numbersOf({ users, activeKeys, verdicts, unread }: Summary): Row {
  return {
    users: String(users),
    noActiveKey: String(activeKeys.none),
    oneActiveKey: String(activeKeys.one),
    moreActiveKeys: String(activeKeys.more),
    nonCompliant: String(verdicts.NON_COMPLIANT),
    unread: String(unread),
  };
}

function userRow(user: VerifiedUser): Row {
  return {
    userName: user.userName,
    userId: user.userId,
    arn: user.arn,
    complianceType: user.complianceType,
    situation: user.situation,
    activeKeys: String(user.activeKeys),
    refusalCode: user.refusalCode ?? '',
    nextStep: user.nextStep ?? '',
    explanation: user.explanation,
  };
}
