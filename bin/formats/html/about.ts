import { PARAMETERS } from '../../../policy/parameters.ts';
import type { Policy } from '../../../policy/policy.ts';
import { CIS, OTHERS, type Requirement } from '../../../product/standards.ts';
import { VERSION } from '../../../product/version.ts';
import { PARAMETER_NAMES } from '../../account/parameter-names.ts';
import { accountLabel, accountsNotRead, isInterrupted, readsAllLedgers } from '../../inventory/accounts.ts';
import type { AccountAttributes, Inventory } from '../../inventory/inventory.ts';
import { ROOT_KEYS, reportAge } from '../account-traits.ts';
import { count } from '../words.ts';
import { html, type Markup, NOTHING } from './markup.ts';
import { dateTime } from './times.ts';

/** The section about the report: the account, the time, the version, the verdicts and the parameters. */
export function about(inventory: Inventory): Markup {
  const { generatedAt, operator, command, accounts, schemaVersion } = inventory;
  return html`<dl class="facts">
<dt>${accounts.length === 1 ? 'Account' : 'Accounts'}</dt><dd>${accountsText(accounts)}</dd>
<dt>Made</dt><dd>${dateTime(generatedAt)} UTC.
  The rotation grace, the protection, the exemptions and the ages are computed for this time.</dd>
<dt>Made by</dt><dd>${operator ?? UNKNOWN_OPERATOR}</dd>
<dt>Command</dt><dd>${command ? html`<code>${command}</code>` : 'not told'}</dd>
<dt>Product</dt><dd>One Active Key ${VERSION}, inventory schema ${schemaVersion}</dd>
<dt>Complete</dt><dd>${completeness(inventory)}</dd>
<dt>Ledger</dt><dd>${readsAllLedgers(inventory) ? 'read' : 'not read: it is not known which keys One Active Key deactivated'}</dd>
${accounts.length === 1 && accounts[0]?.attributes ? ofAccount(accounts[0].attributes, generatedAt) : NOTHING}
</dl>
<dl class="facts">
<dt>COMPLIANT</dt><dd>at most one active key, or two active keys during a rotation</dd>
<dt>NOT_APPLICABLE</dt><dd>two or more active keys, and a valid exemption</dd>
<dt>NON_COMPLIANT</dt><dd>two or more active keys in all other cases</dd>
</dl>
${parametersOf(inventory)}`;
}

/** Who made a report whose caller STS did not tell. */
export const UNKNOWN_OPERATOR = 'unknown, since STS did not tell the caller';

/** The account; of several, how many, since a section lists them. */
function accountsText(accounts: Inventory['accounts']): string {
  const [only, ...others] = accounts;
  if (only && others.length === 0) {
    return only.accountId ? accountLabel(only) : 'unknown, because the account has no user';
  }
  return String(accounts.length);
}

function parametersOf({ accounts }: Inventory): Markup {
  return html`<table class="plain">
<caption>The rule’s parameters, which determine the verdicts and the plans</caption>
<thead><tr><th scope="col">Parameter</th><th scope="col">Value</th><th scope="col">Meaning</th></tr></thead>
<tbody>${PARAMETER_NAMES.map(
    (name) =>
      html`<tr><th scope="row"><code>${name}</code></th>
        <td>${valuesOf(name, accounts).map((value) => html`<code>${value}</code> `)}</td>
        <td>${PARAMETERS[name].description}</td></tr>\n`,
  )}</tbody>
</table>`;
}

/** The value; several if the deployed rules of the accounts differ. */
function valuesOf(name: keyof Policy, accounts: Inventory['accounts']): readonly (string | number)[] {
  return [...new Set(accounts.flatMap(({ parameters }) => (parameters ? [parameters[name]] : [])))];
}

function ofAccount({ rootAccessKeys, credentialReportAt }: AccountAttributes, now: string): Markup {
  const report = credentialReportAt === null ? 'not read' : reportAge(credentialReportAt, now);
  return html`<dt>Root user</dt><dd>access keys: ${ROOT_KEYS[rootAccessKeys]}</dd>
<dt>Credential report</dt><dd>${report}. It tells who has access to the console</dd>`;
}

function completeness(inventory: Inventory): string {
  const { unread } = inventory.summary;
  if (isInterrupted(inventory)) return 'no: the reading was interrupted';
  const missing = accountsNotRead(inventory).length;
  if (missing > 0) return `no: ${count(missing, 'account')} could not be read`;
  return unread > 0 ? `all users but ${unread} were read` : 'yes: all users were read';
}

/** The standards that ask for one active key per user. */
export function standards(): Markup {
  return html`<table class="plain">
<caption>Standards that ask for one active access key per user.
If the source is Prowler, the mapping is that of its check <code>iam_user_two_active_access_key</code>,
not the text of the standard.</caption>
<thead><tr><th scope="col">Standard</th>
  <th scope="col">Version</th>
  <th scope="col">Id</th>
  <th scope="col">Source</th></tr></thead>
<tbody>${[...CIS, ...OTHERS].map(requirement)}</tbody>
</table>`;
}

function requirement({ standard, versions, id, source }: Requirement): Markup {
  return html`<tr><th scope="row">${standard}</th>
    <td data-label="version">${versions.join(', ') || '–'}</td>
    <td data-label="id">${id}</td>
    <td data-label="source">${source}</td></tr>\n`;
}
