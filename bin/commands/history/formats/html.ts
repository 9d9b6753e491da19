import { html, type Markup, NOTHING } from '../../../formats/html/markup.ts';
import { type PageSection, pageText } from '../../../formats/html/page.ts';
import { dateTime } from '../../../formats/html/times.ts';
import { count } from '../../../formats/words.ts';
import type { AccountHistory, History, HistorySummary } from '../history.ts';
import { about } from './about.ts';
import { exemptions } from './tables/exemptions.ts';
import { keysOnRecord, keysUsedSince } from './tables/keys.ts';
import { runs } from './tables/runs.ts';
import { accountText, unreadLines } from './words.ts';

/** The history as one HTML file without references to other files, for the screen and for paper. */
export function toHistoryHtml(history: History): string {
  const day = history.generatedAt.slice(0, 10);
  return pageText({
    title: `One Active Key: history${titleOf(history)} on ${day}`,
    heading: 'What was done to access keys',
    subject: 'From the receipts and the records in the ledger of One Active Key.',
    made: html`${history.accounts.map((account) => html`Account ${accountText(account)}, `)}as of ${dateTime(history.generatedAt)} UTC`,
    introduction: html`${history.accounts.map((account) => warnings(account, history.accounts))}
${lead(history)}
${figures(history)}`,
    sections: sectionsOf(history),
  });
}

function titleOf({ accounts }: History): string {
  const [only, ...others] = accounts;
  return only?.accountId && others.length === 0 ? ` of account ${only.accountId}` : '';
}

function warnings(account: AccountHistory, accounts: readonly AccountHistory[]): Markup {
  const of = accounts.length > 1 ? ` Account ${accountText(account)}.` : '';
  return html`${unreadLines(account).map(
    (line) => html`<p class="warning"><strong>Not complete.</strong>${of} ${line}</p>\n`,
  )}`;
}

/** What needs somebody most: a key that was used although we deactivated it. */
function lead(history: History): Markup {
  const used = total(history, ({ usedSince }) => usedSince);
  const unknown = history.accounts
    .flatMap(({ deactivatedKeys }) => deactivatedKeys)
    .filter(({ usedSince }) => usedSince === 'unknown').length;
  const sentence =
    used === 0
      ? 'No deactivated key is known to have been used since.'
      : `IAM shows a later use of ${count(used, 'deactivated key')}.`;
  return html`<p class="lead">${sentence}</p>
${unknown === 0 ? NOTHING : html`<p class="plans">Of ${count(unknown, 'key')} on record it is not known.</p>`}`;
}

function total({ accounts }: History, of: (summary: HistorySummary) => number | null): number {
  return accounts.reduce((sum, { summary }) => sum + ((summary && of(summary)) ?? 0), 0);
}

const isExemptionsKnown = ({ accounts }: History): boolean =>
  accounts.some(({ exemptions: ending }) => ending !== null);

function figures(history: History): Markup {
  const number = (name: string, of: (summary: HistorySummary) => number, kind = '') => {
    const value = total(history, of);
    return html`<div class="figure${value > 0 && kind ? ` ${kind}` : ''}"><dt>${name}</dt><dd>${value}</dd></div>\n`;
  };
  const isKnown = isExemptionsKnown(history);
  const ending = total(history, ({ exemptionsEnding }) => exemptionsEnding);
  return html`<dl class="figures">
${number('Runs', (summary) => summary.runs)}
${number('Keys deactivated', ({ keys }) => keys.deactivated)}
${number('Keys given back', ({ keys }) => keys.reactivated)}
${number('Keys deleted', ({ keys }) => keys.deleted)}
${number('Runs that refused', ({ refusedRuns }) => refusedRuns, 'unread')}
${number('Keys that soak', ({ soaking }) => soaking)}
${number('Used since', ({ usedSince }) => usedSince, 'non_compliant')}
<div class="figure"><dt>Exemptions that end</dt><dd>${isKnown ? ending : 'not known'}</dd></div>
</dl>`;
}

function sectionsOf(history: History): PageSection[] {
  const keys = history.accounts.flatMap(({ deactivatedKeys }) => deactivatedKeys);
  const isKnown = isExemptionsKnown(history);
  const ending = isKnown ? total(history, ({ exemptionsEnding }) => exemptionsEnding) : undefined;
  const used = total(history, ({ usedSince }) => usedSince);
  return [
    { id: 'used', title: 'Used since their deactivation', count: used, content: keysUsedSince(history) },
    { id: 'keys', title: 'Keys on record', count: keys.length, content: keysOnRecord(history) },
    { id: 'exemptions', title: 'Exemptions that end soon', count: ending, content: exemptions(history) },
    { id: 'runs', title: 'Runs', count: total(history, (each) => each.runs), content: runs(history) },
    { id: 'about', title: 'About this history', content: about(history) },
  ];
}
