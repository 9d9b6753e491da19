import {
  accountLabel,
  accountsNotRead,
  hasSeveralAccounts,
  isInterrupted,
} from '../../inventory/accounts.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { unreadLines } from '../account-traits.ts';
import { count } from '../words.ts';
import { type Content, html, type Markup, NOTHING } from './markup.ts';

/** The report in two sentences: how many users do not comply, and what a remediation would do. */
export function introduction(inventory: Inventory): Markup {
  return html`<p class="lead">${headline(inventory)}</p>
<p class="plans">${planSentence(inventory)}</p>`;
}

function headline({ summary, isComplete }: Inventory): string {
  const { users, verdicts, unread } = summary;
  const nonCompliant = verdicts.NON_COMPLIANT;
  if (nonCompliant > 0)
    return `${nonCompliant} of ${count(users, 'user')} ${nonCompliant === 1 ? 'is' : 'are'} NON_COMPLIANT.`;
  if (!isComplete || unread > 0)
    return 'None of the users that were read is NON_COMPLIANT, but not all users were read.';
  return users === 0 ? 'There is no IAM user.' : 'No user is NON_COMPLIANT.';
}

function planSentence({ users }: Inventory): string {
  const plans = users.flatMap(({ plan }) => (plan ? [plan] : []));
  if (plans.length === 0) return 'A remediation would do nothing to the users listed here.';
  const deactivations = plans.flatMap((plan) =>
    plan.action === 'deactivate' ? [plan.surplusAccessKeyIds.length] : [],
  );
  const keys = deactivations.reduce((sum, keysOfUser) => sum + keysOfUser, 0);
  const refused = plans.length - deactivations.length;
  const actions = [
    ...(keys > 0 ? [`deactivate ${count(keys, 'key')} of ${count(deactivations.length, 'user')}`] : []),
    ...(refused > 0 ? [`refuse for ${count(refused, 'user')}, whose owners have to decide first`] : []),
  ];
  return `A remediation would ${actions.join(' and ')}.`;
}

/** Whether the lists contain every user that has a verdict. */
export function listsAllUsers({ isComplete, summary, users }: Inventory): boolean {
  return isComplete && users.length === summary.users - summary.unread;
}

/**
 * The warnings about users that are missing in the lists or have no verdict, about the root user, and about
 * what was not read.
 */
export function warnings(inventory: Inventory): Markup {
  const { summary, users } = inventory;
  const leftOut = summary.users - summary.unread - users.length;
  return html`${isInterrupted(inventory) ? warning('Not complete.', INTERRUPTED) : NOTHING}
${accountsWarnings(inventory)}
${summary.unread === 0 ? NOTHING : warning('Users without a verdict.', unread(summary.unread))}
${leftOut <= 0 ? NOTHING : warning('Not all users are listed.', notListed(leftOut, summary.users))}
${rootKeysWarning(inventory)}
${unreadLines(inventory).map((line) => warning('Not everything was read.', line))}`;
}

/** More accounts than that would hide everything else; the section of accounts has all of them. */
const MOST_WARNINGS = 3;

function accountsWarnings(inventory: Inventory): readonly Markup[] {
  const found = accountsNotRead(inventory);
  if (found.length <= MOST_WARNINGS)
    return found.map((each) => warning('An account was not read.', `${accountLabel(each)}: ${each.failure}`));
  const text = html`Nothing is known of ${found.length} of ${count(inventory.accounts.length, 'account')}: <a href="#accounts">the accounts and the reasons</a>.`;
  return [warning('Accounts were not read.', text)];
}

function rootKeysWarning(inventory: Inventory): Markup {
  const found = inventory.accounts.filter(({ attributes }) => attributes?.rootAccessKeys === 'yes');
  if (found.length === 0) return NOTHING;
  const where = hasSeveralAccounts(inventory) ? `In ${found.map(accountLabel).join(', ')}. ` : '';
  return warning('The root user has access keys.', `${where}${ROOT_KEYS_ADVICE}`);
}

const ROOT_KEYS_ADVICE = 'AWS recommends to delete them; they are outside this rule, which judges IAM users.';

function warning(title: string, text: Content): Markup {
  return html`<p class="warning"><strong>${title}</strong> ${text}</p>`;
}

const INTERRUPTED = 'The reading was interrupted: some users are missing in this report and in its numbers.';

function unread(users: number): Markup {
  return html`${count(users, 'user')} could not be read: <a href="#failures">the users and the reasons</a>.`;
}

function notListed(leftOut: number, users: number): string {
  const lists = `${leftOut} of ${users} users were left out of the lists and of the charts of keys.`;
  return `${lists} The summary and the chart of verdicts count all users.`;
}
