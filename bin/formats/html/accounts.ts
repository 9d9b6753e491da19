import { compareIds } from '../../../policy/identifiers.ts';
import { hasSeveralAccounts } from '../../inventory/accounts.ts';
import { usersByGroup } from '../../inventory/groups.ts';
import type { Inventory, InventoryAccount } from '../../inventory/inventory.ts';
import { ROOT_KEYS } from '../account-traits.ts';
import { html, type Markup, NOTHING } from './markup.ts';
import { table } from './table.ts';

/**
 * The table of the accounts: first those with most NON_COMPLIANT users, then those that could not be read.
 */
export function accounts(inventory: Inventory): Markup {
  const { deactivate, decide } = usersByGroup(inventory);
  const found = inventory.accounts.toSorted(byWeight);
  const most = Math.max(1, ...found.map(nonCompliantIn));
  const inAccount = (users: readonly { readonly accountId: string }[]) => countByAccount(users);
  const counts = { deactivate: inAccount(deactivate), decide: inAccount(decide), most };
  return table({
    id: 'accounts-table',
    layout: 'accounts',
    caption:
      'Every account that was asked for. Nothing is known of the users of an account that could not be read.',
    columns: [
      { key: 'account', label: 'Account' },
      { key: 'noncompliant', label: 'NON_COMPLIANT' },
      { key: 'deactivate', label: 'Deactivate', isNumber: true },
      { key: 'decide', label: 'Owner decides', isNumber: true },
      { key: 'exempt', label: 'Exempt', isNumber: true },
      { key: 'users', label: 'Users', isNumber: true },
      { key: 'root', label: 'Root user’s keys' },
      { key: 'state', label: 'Read' },
    ],
    body: html`<tbody>${found.map((account) => row(account, counts))}</tbody>`,
  });
}

/** How many users of each account are in a group, and the highest number of NON_COMPLIANT users. */
interface Counts {
  readonly deactivate: ReadonlyMap<string, number>;
  readonly decide: ReadonlyMap<string, number>;
  readonly most: number;
}

function countByAccount(users: readonly { readonly accountId: string }[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { accountId } of users) counts.set(accountId, (counts.get(accountId) ?? 0) + 1);
  return counts;
}

/** Of an account that was not read no number is known. */
const nonCompliantIn = ({ summary }: InventoryAccount): number => summary?.verdicts.NON_COMPLIANT ?? 0;

function byWeight(a: InventoryAccount, b: InventoryAccount): number {
  const unread = (account: InventoryAccount) => (account.failure === null ? 1 : 0);
  return (
    nonCompliantIn(b) - nonCompliantIn(a) || unread(a) - unread(b) || compareIds(a.accountId, b.accountId)
  );
}

function row(account: InventoryAccount, { deactivate, decide, most }: Counts): Markup {
  const { accountId, attributes, summary } = account;
  const number = (label: string, value = 0) =>
    html`<td data-label="${label}" class="number">${summary ? value : '–'}</td>`;
  const nonCompliant = nonCompliantIn(account);
  const [toDeactivate, toDecide] = [deactivate, decide].map((each) => each.get(accountId) ?? 0);
  const share = [toDeactivate, toDecide].map((each = 0) => (100 * each) / most);
  return html`<tr data-noncompliant="${nonCompliant}"><th scope="row">${namesOf(account)}</th>
    <td data-label="NON_COMPLIANT" class="weighed">${summary ? weight(nonCompliant, share) : '–'}</td>
    ${number('deactivate', toDeactivate)}
    ${number('owner decides', toDecide)}
    ${number('exempt', summary?.verdicts.NOT_APPLICABLE)}
    ${number('users', summary?.users)}
    <td data-label="root user’s keys">${ROOT_KEYS_SHORT[attributes?.rootAccessKeys ?? 'unknown']}</td>
    <td data-label="read">${stateOf(account)}</td></tr>\n`;
}

/** The warning above says what to do about them. */
const ROOT_KEYS_SHORT = { ...ROOT_KEYS, yes: 'present' };

function namesOf({ accountName, accountAlias, accountId }: InventoryAccount): Markup {
  const [name, ...others] = [accountName, accountAlias].filter((each) => each);
  if (!name) return html`${accountId}`;
  return html`<span class="name">${name}</span> <span class="id">${[accountId, ...others].join(' · ')}</span>`;
}

/**
 * A number with a bar, so that the accounts compare at a glance: what is to be deactivated, and what the
 * owners must decide.
 */
function weight(count: number, [deactivate = 0, decide = 0]: readonly number[]): Markup {
  const bar = html`<rect class="non_compliant" width="${deactivate}%" height="10"/><rect class="refused" x="${deactivate}%" width="${decide}%" height="10"/>`;
  return html`<span class="weight">${count}</span><svg aria-hidden="true" height="10">${bar}</svg>`;
}

function stateOf({ failure, isComplete, summary }: InventoryAccount): string {
  if (failure !== null) return `no: ${failure}`;
  if (!isComplete) return 'not completely: the reading was interrupted';
  return summary?.unread ? `all users but ${summary.unread}` : 'yes';
}

/**
 * The name of a user in a table, with its account if there are several; `with name` also says how people call
 * the account.
 */
export function userName(
  user: { readonly userName: string; readonly accountId: string },
  inventory: Pick<Inventory, 'accounts'>,
  shows: 'id' | 'with name' = 'id',
): Markup {
  if (!hasSeveralAccounts(inventory)) return html`${user.userName}`;
  const { accountId } = user;
  const found = shows === 'id' ? undefined : inventory.accounts.find((each) => each.accountId === accountId);
  const name = found?.accountName || found?.accountAlias;
  return html`${user.userName} <span class="account">${accountId}${name ? html` <span class="account-name">${name}</span>` : NOTHING}</span>`;
}
