import { linesByFirstAccount } from '../../../accounts/not-read.ts';
import { clean } from '../../../formats/clean.ts';
import { summaryOf } from '../../../formats/text.ts';
import { count } from '../../../formats/words.ts';
import { accountLabel, notReadOf } from '../../../inventory/accounts.ts';
import type { Summary } from '../../../inventory/inventory.ts';
import { addSummaries } from '../../../inventory/join.ts';
import {
  type AccountVerification,
  isInterrupted,
  nonCompliantOf,
  type Verification,
} from '../../../verification/verification.ts';
import { provenanceLine } from './provenance.ts';

/**
 * For each account the numbers of users, and the users that do not comply, each with its next step; with the
 * totals and a heading for each account if there are several.
 */
export function toText(verification: Verification): string {
  const { accounts } = verification;
  const [only, ...others] = accounts;
  if (only && others.length === 0 && isRead(only)) return accountText(only, verification);
  const unread = linesByFirstAccount('NOT READ', notReadOf(accounts.map(named)));
  const sections = accounts.flatMap((account) => sectionOf(account, verification, unread) ?? []);
  return `${totals(accounts)}\n${sections.map((section) => `\n${section}`).join('')}`;
}

/** The account as its label takes it. */
const named = ({ accountId, accountName, failure }: AccountVerification) => ({
  accountId: accountId ?? '',
  accountName,
  accountAlias: null,
  failure,
});

function totals(accounts: readonly AccountVerification[]): string {
  const { users, verdicts, unread } = addSummaries(accounts.flatMap(({ summary }) => summary ?? []));
  const notRead = accounts.filter(({ failure }) => failure !== null).length;
  return [
    `${count(accounts.length, 'account')}: ${count(users, 'user')}, ${verdicts.NON_COMPLIANT} NON_COMPLIANT.`,
    ...(unread > 0 ? [`No verdict for ${count(unread, 'user')}.`] : []),
    ...(notRead > 0 ? [`Nothing is known of ${count(notRead, 'account')}.`] : []),
  ].join(' ');
}

/** Of the accounts that were not read for the same reason, only the first has a section. */
function sectionOf(
  account: AccountVerification,
  verification: Verification,
  unread: ReadonlyMap<string, string>,
): string | undefined {
  if (isRead(account)) return `${clean(accountLabel(named(account)))}\n${accountText(account, verification)}`;
  const line = unread.get(account.accountId ?? '');
  return line === undefined ? undefined : `${clean(line)}\n`;
}

type ReadAccount = AccountVerification & { readonly summary: Summary };

function isRead(account: AccountVerification): account is ReadAccount {
  return account.summary !== null;
}

function accountText(account: ReadAccount, verification: Verification): string {
  const users = nonCompliantOf(account).map(
    ({ userName, refusalCode, nextStep }) =>
      `NON_COMPLIANT: ${clean(userName)}\n  ${refusalCode ? `${refusalCode}. ` : ''}${nextStep}\n`,
  );
  return `${summaryOf(account, isInterrupted(account))}\n${users.join('')}${provenanceLine(account, verification)}\n`;
}
