import { VERSION } from '../../../../product/version.ts';
import { html, type Markup } from '../../../formats/html/markup.ts';
import { dateTime } from '../../../formats/html/times.ts';
import { count } from '../../../formats/words.ts';
import type { History } from '../history.ts';

/** The section about the history: what it contains, and what nobody can know from it. */
export function about({ generatedAt, since, soakDays, days, schemaVersion, accounts }: History): Markup {
  const isComplete = accounts.every(({ isComplete: isWhole, failure }) => isWhole && failure === null);
  return html`<dl class="facts">
<dt>Made</dt><dd>${dateTime(generatedAt)} UTC. The soaks and the ends of exemptions are computed for this time.</dd>
<dt>Made by</dt><dd>One Active Key ${VERSION}, history schema ${schemaVersion}</dd>
<dt>Complete</dt><dd>${isComplete ? 'yes' : 'no: see the warnings at the top'}</dd>
<dt>Runs</dt><dd>${since === null ? 'all that left a receipt' : html`all that left a receipt since ${dateTime(since)} UTC`}.
  A dry run and a run that ended with an error leave none.</dd>
<dt>Started by</dt><dd>the caller of Automation, as the execution tells it. Systems Manager keeps an execution for 30 days.
  AWS Config starts runbooks with a role of its own: of a click on <i>Remediate</i> expect that role here, not the person.</dd>
<dt>Soak</dt><dd>${count(soakDays, 'day')} from the deactivation. Then the key may be deleted, if the parameter Deletion of the stack
  permits it, and unless somebody used it or changed its status since, or a tag of its owner is against it.</dd>
<dt>Used since</dt><dd>asked of IAM once for each key on record that is Inactive. IAM shows a use only minutes later.</dd>
<dt>Changes by others</dt><dd>of the status of a key, as CloudTrail’s events have brought them into the ledger since the deactivation</dd>
<dt>Exemptions</dt><dd>those that end within ${count(days, 'day')}, also of users with one active key</dd>
</dl>`;
}
