import { accountLabel } from '../../inventory/accounts.ts';
import { addSummaries } from '../../inventory/join.ts';
import {
  type AccountVerification,
  isInterrupted,
  nonCompliantOf,
  type Verification,
} from '../../verification/verification.ts';
import { clean } from '../clean.ts';
import { summaryOf } from '../text.ts';
import { count } from '../words.ts';

/**
 * For each account the numbers of users, and the users that do not comply, each with its next step; with the totals and a heading for each
 * account if there are several.
 */
export function toText({ accounts }: Verification): string {
  const [only, ...others] = accounts;
  if (only && others.length === 0 && only.failure === null) return accountText(only);
  return `${totals(accounts)}\n${accounts.map((account) => `\n${sectionOf(account)}`).join('')}`;
}

function totals(accounts: readonly AccountVerification[]): string {
  const { users, verdicts, unread } = addSummaries(accounts.map(({ summary }) => summary));
  const notRead = accounts.filter(({ failure }) => failure !== null).length;
  return [
    `${count(accounts.length, 'account')}: ${count(users, 'user')}, ${verdicts.NON_COMPLIANT} NON_COMPLIANT.`,
    ...(unread > 0 ? [`No verdict for ${count(unread, 'user')}.`] : []),
    ...(notRead > 0 ? [`Nothing is known of ${count(notRead, 'account')}.`] : []),
  ].join(' ');
}

function sectionOf(account: AccountVerification): string {
  const { accountId, accountName, failure } = account;
  const heading = clean(accountLabel({ accountId: accountId ?? '', accountName, accountAlias: null }));
  if (failure !== null) return `NOT READ: ${heading}: ${clean(failure)}\n`;
  return `${heading}\n${accountText(account)}`;
}

function accountText(account: AccountVerification): string {
  const users = nonCompliantOf(account).map(
    ({ userName, refusalCode, nextStep }) =>
      `NON_COMPLIANT: ${clean(userName)}\n  ${refusalCode ? `${refusalCode}. ` : ''}${nextStep}\n`,
  );
  return `${summaryOf(account, isInterrupted(account))}\n${users.join('')}`;
}
