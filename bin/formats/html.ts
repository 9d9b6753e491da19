import type { Inventory } from '../inventory/inventory.ts';
import { about, standards } from './html/about.ts';
import { affected, affectedUsers } from './html/affected.ts';
import { allUsers } from './html/all-users.ts';
import { SCRIPT, STYLE } from './html/assets.ts';
import { charts } from './html/charts.ts';
import { deactivations, exemptions, failures } from './html/lists.ts';
import { html, type Markup, trusted } from './html/markup.ts';
import { figures, isWhole, lead, warnings } from './html/summary.ts';
import { dateTime } from './html/times.ts';

/** Nothing is fetched, no form is sent, and no style or script counts but the two in the file. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  `style-src ${STYLE.source}`,
  `script-src ${SCRIPT.source}`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** A part of the page: where it is, what it is called, and how many are in it. */
interface Part {
  readonly id: string;
  readonly title: string;
  readonly count?: number;
  readonly content: Markup;
}

/** The inventory as one HTML file that needs nothing else: for people, on a screen or on paper. */
export function toHtml(inventory: Inventory): string {
  const parts = partsOf(inventory);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${CONTENT_SECURITY_POLICY}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${titleOf(inventory)}</title>
<style>${trusted(STYLE.text)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the report</a>
<header>
<p class="product">One Active Key</p>
<h1>Access keys of IAM users</h1>
<p>The rule: every IAM user has one active access key at most.</p>
<p class="made">${accountOf(inventory)}${dateTime(inventory.generatedAt)} UTC</p>
</header>
<main id="main" tabindex="-1">
${warnings(inventory)}
${lead(inventory)}
${figures(inventory)}
<nav aria-label="In this report"><ul>${parts.map(link)}</ul></nav>
${parts.map(section)}
</main>
<script type="module">${trusted(SCRIPT.text)}</script>
</body>
</html>
`.text;
}

function titleOf({ accountId, generatedAt }: Inventory): string {
  return `One Active Key: IAM users${accountId && ` of account ${accountId}`} on ${generatedAt.slice(0, 10)}`;
}

/** Whose users these are: the first that somebody who has several reports asks. */
function accountOf({ accountId }: Inventory): Markup {
  return accountId ? html`Account ${accountId}, as of ` : html`As of `;
}

function partsOf(inventory: Inventory): Part[] {
  const { users } = inventory;
  const sum = (count: (user: (typeof users)[number]) => number) =>
    users.reduce((total, user) => total + count(user), 0);
  return [
    { id: 'figures', title: 'Figures', content: charts(inventory) },
    {
      id: 'affected',
      title: 'Users to look at',
      count: affectedUsers(inventory).length,
      content: affected(inventory),
    },
    {
      id: 'exemptions',
      title: 'Exemptions',
      count: sum(({ exemption }) => (exemption ? 1 : 0)),
      content: exemptions(inventory),
    },
    {
      id: 'deactivations',
      title: 'Deactivations on record',
      count: sum((user) => user.deactivations.length),
      content: deactivations(inventory),
    },
    {
      id: 'failures',
      title: 'Users not read',
      count: inventory.failures.length,
      content: failures(inventory),
    },
    {
      id: 'all',
      title: isWhole(inventory) ? 'All users' : 'Listed users',
      count: users.length,
      content: allUsers(inventory),
    },
    { id: 'standards', title: 'Standards', content: standards() },
    { id: 'about', title: 'About this report', content: about(inventory) },
  ];
}

function link({ id, title, count }: Part): Markup {
  return html`<li><a href="#${id}">${title}${count === undefined ? '' : html` <span>${count}</span>`}</a></li>`;
}

function section({ id, title, count, content }: Part): Markup {
  return html`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}${count === undefined ? '' : html` <span class="total">${count}</span>`}</h2>
${content}
</section>
`;
}
