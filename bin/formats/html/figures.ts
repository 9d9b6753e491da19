import { usersByGroup } from '../../inventory/groups.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { Answer } from '../../privileges/privileges.ts';
import { html, type Markup, NOTHING } from './markup.ts';

/**
 * The numbers of the summary: NON_COMPLIANT users first and larger than all others, with what is to be done
 * about them.
 */
export function figures(inventory: Inventory): Markup {
  const { verdicts, activeKeys, unread } = inventory.summary;
  const { deactivate, decide } = usersByGroup(inventory);
  return html`<dl class="figures">
${nonCompliantFigure(inventory)}
${figure('Deactivate', deactivate.length, { kind: 'non_compliant', link: 'deactivate' })}
${figure('The owner must decide', decide.length, { kind: 'refused', link: 'decide' })}
${ofNonCompliant(inventory, 'privileged')}
${ofNonCompliant(inventory, 'production')}
${figure('Exempt, NOT_APPLICABLE', verdicts.NOT_APPLICABLE, { link: 'exempt' })}
${figure('Fine, COMPLIANT', verdicts.COMPLIANT, { kind: 'compliant', link: 'fine' })}
${figure('Not read', unread, { kind: 'unread', link: 'failures' })}
<div class="figure"><dt>Users by active keys</dt><dd class="parts"><span>none ${activeKeys.none}</span> <span>one ${activeKeys.one}</span> <span>more ${activeKeys.more}</span></dd></div>
</dl>`;
}

/** The number that the report is about, larger than all others: how many users are NON_COMPLIANT. */
function nonCompliantFigure({ summary: { verdicts, users } }: Inventory): Markup {
  const number = verdicts.NON_COMPLIANT;
  return html`<div class="figure weighed${number > 0 ? ' non_compliant' : ''}"><dt>NON_COMPLIANT <span class="of">of ${users} users</span></dt><dd>${number}</dd></div>`;
}

/**
 * How many of the NON_COMPLIANT users are privileged, or in production; that it is not known of some is said.
 */
function ofNonCompliant({ users }: Inventory, what: 'privileged' | 'production'): Markup {
  const found = users.filter(({ complianceType }) => complianceType === 'NON_COMPLIANT');
  const countOf = (answer: Answer) => found.filter((user) => user[what] === answer).length;
  const unknown = countOf('unknown');
  const rest = unknown > 0 ? html` <span class="of">not known of ${unknown}</span>` : NOTHING;
  return html`<div class="figure"><dt>NON_COMPLIANT and ${WORDS[what]}</dt><dd>${countOf('yes')}${rest}</dd></div>`;
}

const WORDS = { privileged: 'privileged', production: 'in production' } as const;

/** The colour of a figure, and where it leads. */
interface FigureTraits {
  /** The class of the colour; zero has no colour. */
  readonly kind?: string;
  /** The section that lists what is counted. */
  readonly link: string;
}

function figure(name: string, value: number, { kind, link }: FigureTraits): Markup {
  return html`<div class="figure${value > 0 && kind ? html` ${kind}` : NOTHING}"><dt><a href="#${link}">${name}</a></dt><dd>${value}</dd></div>`;
}
