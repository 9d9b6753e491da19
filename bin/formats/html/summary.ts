import type { Inventory } from '../../inventory/inventory.ts';
import { count } from '../words.ts';
import { type Content, html, type Markup, NOTHING } from './markup.ts';

/** The report in a sentence or two. */
export function lead(inventory: Inventory): Markup {
  return html`<p class="lead">${headline(inventory)}</p>
<p class="plans">${planned(inventory)}</p>`;
}

function headline({ summary, isComplete }: Inventory): string {
  const { users, verdicts, unread } = summary;
  const found = verdicts.NON_COMPLIANT;
  if (found > 0) return `${found} of ${count(users, 'user')} ${found === 1 ? 'is' : 'are'} NON_COMPLIANT.`;
  if (!isComplete || unread > 0) return 'No user who was read is NON_COMPLIANT; not all were read.';
  return users === 0 ? 'There is no IAM user.' : 'No user is NON_COMPLIANT.';
}

function planned({ users }: Inventory): string {
  const plans = users.flatMap(({ plan }) => (plan ? [plan] : []));
  if (plans.length === 0) return 'A remediation would do nothing to the users listed here.';
  const acts = plans.flatMap((plan) =>
    plan.action === 'deactivate' ? [plan.surplusAccessKeyIds.length] : [],
  );
  const keys = acts.reduce((sum, keysOfUser) => sum + keysOfUser, 0);
  const refused = plans.length - acts.length;
  const parts = [
    ...(keys > 0 ? [`deactivate ${count(keys, 'key')} of ${count(acts.length, 'user')}`] : []),
    ...(refused > 0 ? [`refuse for ${count(refused, 'user')}, whose owners have to decide first`] : []),
  ];
  return `A remediation would ${parts.join(' and ')}.`;
}

/** Whether every user of the account who has a verdict is in the lists. */
export function isWhole({ isComplete, summary, users }: Inventory): boolean {
  return isComplete && users.length === summary.users - summary.unread;
}

/** What the reader has to know before trusting a figure: who is missing, and why. */
export function warnings({ isComplete, summary, users }: Inventory): Markup {
  const leftOut = summary.users - summary.unread - users.length;
  return html`${isComplete ? NOTHING : warning('Not complete.', 'The reading was interrupted: there are users who appear nowhere in this report, and in none of its figures.')}
${summary.unread === 0 ? NOTHING : warning('Users without a verdict.', html`${count(summary.unread, 'user')} could not be read: <a href="#failures">who and why</a>.`)}
${leftOut <= 0 ? NOTHING : warning('Not all users are listed.', `${leftOut} of ${summary.users} users were left out of the lists and of the figures of keys; the summary and the verdicts count all.`)}`;
}

function warning(title: string, text: Content): Markup {
  return html`<p class="warning"><strong>${title}</strong> ${text}</p>`;
}

/** The figures of the summary. */
export function figures({ summary: { users, verdicts, activeKeys, unread } }: Inventory): Markup {
  return html`<dl class="figures">
${figure('Users', users)}
${figure('NON_COMPLIANT', verdicts.NON_COMPLIANT, 'non_compliant')}
${figure('NOT_APPLICABLE', verdicts.NOT_APPLICABLE, 'not_applicable')}
${figure('COMPLIANT', verdicts.COMPLIANT, 'compliant')}
${figure('Not read', unread, 'unread')}
${figure('With no active key', activeKeys.none)}
${figure('With one active key', activeKeys.one)}
${figure('With more active keys', activeKeys.more)}
</dl>`;
}

/** A figure, in the colour of its kind; none at all is no reason for a colour. */
function figure(name: string, value: number, kind = ''): Markup {
  return html`<div class="figure${value > 0 && kind ? ` ${kind}` : ''}"><dt>${name}</dt><dd>${value}</dd></div>`;
}
