import { hasAttributes, hasSeveralAccounts } from '../inventory/accounts.ts';
import type { Inventory, Unread } from '../inventory/inventory.ts';
import type { InventoryUser } from '../inventory/inventory-user.ts';
import type { Answer } from '../privileges/privileges.ts';
import { count } from './words.ts';

/* These texts contain texts from the account: each format cleans or escapes them as it needs. */

/** What administrator-like means, in one sentence for each output. */
export const ADMINISTRATOR_LIKE =
  'Privileged means administrator-like: the policy AdministratorAccess, IAMFullAccess or PowerUserAccess of AWS, or a statement ' +
  'that allows all actions, all actions but some, or iam:* on all resources or all users. Conditions, denials and boundaries are ' +
  'not evaluated.';

const UNREAD: Readonly<Record<Unread['what'], string>> = {
  privileges:
    'who is privileged, and the tags of users with one active key or none (iam:GetAccountAuthorizationDetails)',
  consoleAccess: 'who has access to the console (iam:GenerateCredentialReport, iam:GetCredentialReport)',
  rootAccessKeys: 'whether the root user has access keys (iam:GetAccountSummary)',
};

/**
 * A line for each thing that could not be read, with the account if there are several, the permission that it
 * needs, and the reason.
 */
export function unreadLines(inventory: Pick<Inventory, 'accounts'>): readonly string[] {
  return inventory.accounts.flatMap((account) => {
    const where = hasSeveralAccounts(inventory) ? ` of account ${account.accountId}` : '';
    return (account.attributes?.unread ?? []).map(
      ({ what, reason }) => `Not known${where}: ${UNREAD[what]}: ${reason}`,
    );
  });
}

/**
 * The lines about the accounts as a whole: privileged users, console access, the root users, and what is not
 * known.
 */
export function attributeLines(inventory: Inventory): readonly string[] {
  if (!hasAttributes(inventory)) return [];
  return [
    `Privileged users: ${counted(inventory, ({ privileged }) => privileged)}. ${ADMINISTRATOR_LIKE}`,
    `Users with access to the console: ${counted(inventory, ({ consoleAccess }) => consoleAccess)}${reportSource(inventory)}.`,
    `Access keys of the root user${hasSeveralAccounts(inventory) ? 's' : ''}: ${rootKeysText(inventory)}.`,
    ...unreadLines(inventory),
  ];
}

/** The credential reports from which the console access is known. */
function reportSource({ accounts, generatedAt }: Inventory): string {
  const [oldest, ...others] = accounts
    .flatMap(({ attributes }) => attributes?.credentialReportAt ?? [])
    .toSorted();
  if (oldest === undefined) return '';
  const reports = others.length === 0 ? 'the credential report' : 'credential reports, the oldest';
  return `, by ${reports} of ${reportAge(oldest, generatedAt)}`;
}

/** Whether the root user has access keys; of several accounts, in which ones. */
function rootKeysText({ accounts }: Inventory): string {
  const [only, ...others] = accounts;
  if (only && others.length === 0) return ROOT_KEYS[only.attributes?.rootAccessKeys ?? 'unknown'];
  const answering = (wanted: Answer) =>
    accounts.filter(({ attributes }) => (attributes?.rootAccessKeys ?? 'unknown') === wanted);
  const present = answering('yes').map(({ accountId }) => accountId);
  const parts = [
    ...(present.length > 0
      ? [`present in ${present.join(', ')}; delete them (AWS recommends to have none)`]
      : []),
    ...(answering('no').length > 0 ? [`none in ${count(answering('no').length, 'account')}`] : []),
    ...(answering('unknown').length > 0
      ? [`not known in ${count(answering('unknown').length, 'account')}`]
      : []),
  ];
  return parts.join('; ');
}

/** Whether the root user has access keys, in words. */
export const ROOT_KEYS: Readonly<Record<Answer, string>> = {
  yes: 'present; delete them (AWS recommends to have none)',
  no: 'none',
  unknown: 'not known',
};

/** How many of the listed users answer yes, and of how many it is not known. */
export function counted({ users }: Inventory, of: (user: InventoryUser) => Answer): string {
  const countOf = (wanted: Answer) => users.filter((user) => of(user) === wanted).length;
  const unknown = countOf('unknown');
  return `${countOf('yes')} of ${users.length} listed${unknown > 0 ? `, not known of ${unknown}` : ''}`;
}

/** The age of a credential report: `2026-11-21T08:59Z, less than an hour old`. */
export function reportAge(generatedAt: string, now: string): string {
  const hours = Math.floor(Math.max(0, Date.parse(now) - Date.parse(generatedAt)) / 3_600_000);
  const age = hours === 0 ? 'less than an hour old' : `${hours === 1 ? '1 hour' : `${hours} hours`} old`;
  return `${generatedAt.slice(0, 16)}Z, ${age}`;
}
