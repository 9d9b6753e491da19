import { accountLabel, hasSeveralAccounts, readsAllLedgers } from '../inventory/accounts.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { about, standards } from './html/about.ts';
import { accounts } from './html/accounts.ts';
import { affected, affectedUsers } from './html/affected.ts';
import { allUsers } from './html/all-users.ts';
import { SCRIPT, STYLE } from './html/assets.ts';
import { charts } from './html/charts.ts';
import { deactivations, exemptions, failures } from './html/lists.ts';
import { html, type Markup, trusted } from './html/markup.ts';
import { privileged, privilegedUsers } from './html/privileged.ts';
import { figures, introduction, listsAllUsers, warnings } from './html/summary.ts';
import { dateTime } from './html/times.ts';
import { count } from './words.ts';

/** The page loads nothing and sends no form; the browser accepts only the style and the script in the file. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  `style-src ${STYLE.source}`,
  `script-src ${SCRIPT.source}`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** A section of the page; `count` is the number of its entries. */
interface ReportSection {
  readonly id: string;
  readonly title: string;
  readonly count?: number;
  readonly content: Markup;
}

/** The inventory as one HTML file without references to other files, for the screen and for paper. */
export function toHtml(inventory: Inventory): string {
  return html`<!doctype html>
<html lang="en">
<head>
${head(inventory)}
</head>
<body>
<a class="skip" href="#main">Skip to the report</a>
${header(inventory)}
${main(inventory)}
<script type="module">${trusted(SCRIPT.text)}</script>
</body>
</html>
`.text;
}

function head(inventory: Inventory): Markup {
  return html`<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${CONTENT_SECURITY_POLICY}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${titleOf(inventory)}</title>
<style>${trusted(STYLE.text)}</style>`;
}

function header(inventory: Inventory): Markup {
  return html`<header>
<p class="product">One Active Key</p>
<h1>Access keys of IAM users</h1>
<p>The rule: every IAM user has one active access key at most.</p>
<p class="made">${accountOf(inventory)}${dateTime(inventory.generatedAt)} UTC</p>
</header>`;
}

function main(inventory: Inventory): Markup {
  const sections = sectionsOf(inventory);
  return html`<main id="main" tabindex="-1">
${warnings(inventory)}
${introduction(inventory)}
${figures(inventory)}
<nav aria-label="In this report"><ul>${sections.map(link)}</ul></nav>
${sections.map(section)}
</main>`;
}

function titleOf({ accounts: found, generatedAt }: Inventory): string {
  return `One Active Key: IAM users${accountsText(' of ', found)} on ${generatedAt.slice(0, 10)}`;
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

function sectionsOf(inventory: Inventory): ReportSection[] {
  return [
    { id: 'figures', title: 'Figures', content: charts(inventory) },
    ...(hasSeveralAccounts(inventory) ? [sectionOfAccounts(inventory)] : []),
    ...listsOfUsers(inventory),
    { id: 'standards', title: 'Standards', content: standards() },
    { id: 'about', title: 'About this report', content: about(inventory) },
  ];
}

function sectionOfAccounts(inventory: Inventory): ReportSection {
  return {
    id: 'accounts',
    title: 'Accounts',
    count: inventory.accounts.length,
    content: accounts(inventory),
  };
}

function listsOfUsers(inventory: Inventory): ReportSection[] {
  const { users } = inventory;
  const exempt = users.filter(({ exemption }) => exemption);
  // No number, rather than 0, if the ledger was not read.
  const recordCount = readsAllLedgers(inventory)
    ? users.flatMap((user) => user.deactivations).length
    : undefined;
  const all = listsAllUsers(inventory) ? 'All users' : 'Listed users';
  const lists: readonly (readonly [id: string, title: string, count: number | undefined, content: Markup])[] =
    [
      ['affected', 'Users to look at', affectedUsers(inventory).length, affected(inventory)],
      ['privileged', 'Privileged users', privilegedUsers(inventory)?.length, privileged(inventory)],
      ['exemptions', 'Exemptions', exempt.length, exemptions(inventory)],
      ['deactivations', 'Deactivations on record', recordCount, deactivations(inventory)],
      ['failures', 'Users not read', inventory.failures.length, failures(inventory)],
      ['all', all, users.length, allUsers(inventory)],
    ];
  return lists.map(([id, title, count, content]) => ({
    id,
    title,
    content,
    ...(count === undefined ? {} : { count }),
  }));
}

function link({ id, title, count }: ReportSection): Markup {
  return html`<li><a href="#${id}">${title}${count === undefined ? '' : html` <span>${count}</span>`}</a></li>`;
}

function section({ id, title, count, content }: ReportSection): Markup {
  return html`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}${count === undefined ? '' : html` <span class="total">${count}</span>`}</h2>
${content}
</section>
`;
}
