import { accountLabel, hasSeveralAccounts, readsAllLedgers } from '../inventory/accounts.ts';
import { GROUP_TITLES, GROUPS, usersByGroup } from '../inventory/groups.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { about, standards, UNKNOWN_OPERATOR } from './html/about.ts';
import { accounts } from './html/accounts.ts';
import { allUsers } from './html/all-users.ts';
import { changesLead, changesSection } from './html/changes.ts';
import { charts } from './html/charts.ts';
import { figures } from './html/figures.ts';
import { fine } from './html/fine.ts';
import { group } from './html/groups.ts';
import { deactivations, failures } from './html/lists.ts';
import { html, type Markup, NOTHING } from './html/markup.ts';
import { type PageSection, pageText } from './html/page.ts';
import { privileged, privilegedUsers } from './html/privileged.ts';
import { introduction, listsAllUsers, warnings } from './html/summary.ts';
import { dateTime } from './html/times.ts';
import { count } from './words.ts';

/** The inventory as one HTML file without references to other files, for the screen and for paper. */
export function toHtml(inventory: Inventory): string {
  return pageText({
    title: titleOf(inventory),
    heading: 'Access keys of IAM users',
    subject: 'The rule: every IAM user has one active access key at most.',
    made: html`${accountOf(inventory)}${dateTime(inventory.generatedAt)} UTC${by(inventory)}`,
    introduction: html`${warnings(inventory)}
${introduction(inventory)}
${changesLead(inventory)}
${figures(inventory)}`,
    sections: sectionsOf(inventory),
  });
}

function titleOf({ accounts: found, generatedAt }: Inventory): string {
  return `One Active Key: IAM users${accountsText(' of ', found)} on ${generatedAt.slice(0, 10)}`;
}

/** Who made the report, and with which command. */
function by({ operator, command }: Inventory): Markup {
  const text = command ? html` with <code>${command}</code>` : NOTHING;
  return html` <span class="by">Made by ${operator ?? UNKNOWN_OPERATOR}${text}</span>`;
}

/** The account and the time: readers with several reports look for them first. */
function accountOf({ accounts: found }: Inventory): Markup {
  const text = accountsText('', found);
  return text ? html`${text.charAt(0).toUpperCase()}${text.slice(1)}, as of ` : html`As of `;
}

/** The account, or how many there are; nothing if nobody knows it. */
function accountsText(before: string, found: Inventory['accounts']): string {
  const [only, ...others] = found;
  if (others.length > 0) return `${before}${count(found.length, 'account')}`;
  return only?.accountId ? `${before}account ${accountLabel(only)}` : '';
}

function sectionsOf(inventory: Inventory): PageSection[] {
  return [
    { id: 'figures', title: 'Figures', content: charts(inventory) },
    ...sectionOfChanges(inventory),
    ...(hasSeveralAccounts(inventory) ? [sectionOfAccounts(inventory)] : []),
    ...groupsOf(inventory),
    ...listsOfUsers(inventory),
    { id: 'standards', title: 'Standards', content: standards() },
    { id: 'about', title: 'About this report', content: about(inventory) },
  ];
}

function sectionOfChanges(inventory: Inventory): PageSection[] {
  const { changes } = inventory;
  if (!changes) return [];
  const content = changesSection(changes, inventory);
  return [{ id: 'changes', title: 'Changes', count: changes.users.length, content }];
}

function sectionOfAccounts(inventory: Inventory): PageSection {
  return {
    id: 'accounts',
    title: 'Accounts',
    count: inventory.accounts.length,
    content: accounts(inventory),
  };
}

/** What is to be done, in the order in which people do it. */
function groupsOf(inventory: Inventory): PageSection[] {
  const users = usersByGroup(inventory);
  return GROUPS.map((id) => {
    const title = GROUP_TITLES[id];
    // All users are counted, also if only some are listed.
    if (id === 'fine') {
      const { COMPLIANT } = inventory.summary.verdicts;
      return { id, title, count: COMPLIANT, content: fine(users.fine, inventory) };
    }
    return { id, title, count: users[id].length, content: group(id, users[id], inventory) };
  });
}

function listsOfUsers(inventory: Inventory): PageSection[] {
  const { users } = inventory;
  // No number, rather than 0, if the ledger was not read.
  const recordCount = readsAllLedgers(inventory)
    ? users.flatMap((user) => user.deactivations).length
    : undefined;
  const all = listsAllUsers(inventory) ? 'All users' : 'Listed users';
  const lists: readonly (readonly [id: string, title: string, count: number | undefined, content: Markup])[] =
    [
      ['privileged', 'Privileged users', privilegedUsers(inventory)?.length, privileged(inventory)],
      ['deactivations', 'Deactivations on record', recordCount, deactivations(inventory)],
      ['failures', 'Users not read', inventory.failures.length, failures(inventory)],
      ['all', all, users.length, allUsers(inventory)],
    ];
  return lists.map(([id, title, count, content]) => ({ id, title, count, content }));
}
