import {
  type AccountVerification,
  nonCompliantOf,
  type Verification,
} from '../../verification/verification.ts';
import { clean } from '../clean.ts';
import { summaryOf } from '../text.ts';

/** For each account the numbers of users, and the users that do not comply, each with its next step. */
export function toText({ accounts }: Verification): string {
  return accounts.map(accountText).join('');
}

function accountText(account: AccountVerification): string {
  const users = nonCompliantOf(account).map(
    ({ userName, refusalCode, nextStep }) =>
      `NON_COMPLIANT: ${clean(userName)}\n  ${refusalCode ? `${refusalCode}. ` : ''}${nextStep}\n`,
  );
  return `${summaryOf(account)}\n${users.join('')}`;
}
