import type { Inventory, InventoryUser, Unread } from '../inventory/inventory.ts';
import { tagOf } from '../inventory/tag-columns.ts';
import type { Answer, Privilege } from '../privileges/privileges.ts';

/* These texts contain texts from the account: each format cleans or escapes them as it needs. */

/** What administrator-like means, in one sentence for each output. */
export const ADMINISTRATOR_LIKE =
  'Privileged means administrator-like: the policy AdministratorAccess, IAMFullAccess or PowerUserAccess of AWS, or a statement ' +
  'that allows all actions, all actions but some, or iam:* on all resources. Conditions, denials and boundaries are not evaluated.';

const UNREAD: Readonly<Record<Unread['what'], string>> = {
  privileges:
    'who is privileged, and the tags of users with one active key or none (iam:GetAccountAuthorizationDetails)',
  consoleAccess: 'who has access to the console (iam:GenerateCredentialReport, iam:GetCredentialReport)',
  rootAccessKeys: 'whether the root user has access keys (iam:GetAccountSummary)',
};

/** A line for each thing that could not be read, with the permission that it needs and the reason. */
export function unreadLines({ account }: Pick<Inventory, 'account'>): readonly string[] {
  return (account?.unread ?? []).map(({ what, reason }) => `Not known: ${UNREAD[what]}: ${reason}`);
}

/** A policy by which a user is privileged, in a few words. */
export function privilegeText({ policy, kind, group, allows, isConditional }: Privilege): string {
  const name = kind === 'inline' ? `inline policy ${policy}` : policy.slice(policy.lastIndexOf('/') + 1);
  const through = group === null ? '' : ` through the group ${group}`;
  const what = allows === 'AWS policy' ? '' : ` (${allows}${isConditional ? ', under a condition' : ''})`;
  return `${name}${what}${through}`;
}

/** Whether the user is privileged, and by what. */
export function privilegedText({ privileged, privileges, unreadPolicies }: InventoryUser): string {
  if (privileged === 'yes') return `yes, by ${privileges.map(privilegeText).join('; ')}`;
  const unread = unreadPolicies.join('; ');
  return unread ? `${privileged}, since a policy could not be read: ${unread}` : privileged;
}

/** The tags of the columns that the user has: `Owner=payments, Environment=prod`. */
export function tagsText(user: InventoryUser, columns: readonly string[]): string {
  const values = columns.map((column) => [column, tagOf(user, column)] as const);
  return values
    .filter(([, value]) => value !== '')
    .map((pair) => pair.join('='))
    .join(', ');
}

/** How many users have this answer. */
export function countAnswers(users: readonly InventoryUser[], of: (user: InventoryUser) => Answer) {
  const countOf = (wanted: Answer) => users.filter((user) => of(user) === wanted).length;
  return { yes: countOf('yes'), unknown: countOf('unknown') };
}

/** The age of the credential report: `2026-11-21T08:59Z, less than an hour old`. */
export function reportAge(generatedAt: string, now: string): string {
  const hours = Math.floor(Math.max(0, Date.parse(now) - Date.parse(generatedAt)) / 3_600_000);
  const age = hours === 0 ? 'less than an hour old' : `${hours === 1 ? '1 hour' : `${hours} hours`} old`;
  return `${generatedAt.slice(0, 16)}Z, ${age}`;
}
