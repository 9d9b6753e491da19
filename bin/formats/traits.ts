import { lowerCaseTagKey } from '../../policy/tags.ts';
import type { InventoryUser } from '../inventory/inventory-user.ts';
import type { Privilege } from '../privileges/privileges.ts';
import { tagOf } from './tag-columns.ts';
import { count } from './words.ts';

/* These texts contain texts from the account: each format cleans or escapes them as it needs. */

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

/** What the table and the report say of a user beside its keys, in a few sentences. */
export function traitSentences(user: InventoryUser, columns: readonly string[]): string {
  const { path, createdAt, exemption } = user;
  const tags = tagsText(user, columns);
  return [
    ...(exemption ? [`${count(exemption.daysLeft, 'day')} of the exemption left.`] : []),
    `${path === '/' ? 'User' : `User of ${path}`} since ${createdAt.slice(0, 10)}.`,
    `Privileged: ${privilegedText(user)}.`,
    `Console access: ${user.consoleAccess}.`,
    ...(user.production === 'yes' ? ['Production.'] : []),
    ...(tags ? [`${tags}.`] : []),
  ].join(' ');
}

/** The tags that the report shows in a column of their own. */
const OWNER_COLUMNS: readonly string[] = ['owner', 'environment'];

/** What the report says of a user beside its keys, its owner and its environment. */
export function otherTraits(user: InventoryUser, columns: readonly string[]): string {
  const others = columns.filter((column) => !OWNER_COLUMNS.includes(lowerCaseTagKey(column)));
  return traitSentences({ ...user, exemption: null, production: 'no' }, others);
}

/** The traits of a user that not every user has, with all its tags: what is not named is no. */
export function rareTraits(user: InventoryUser): string {
  const { path, createdAt, privileged, consoleAccess, production, tags } = user;
  return [
    ...(path === '/' ? [] : [path]),
    `since ${createdAt.slice(0, 10)}`,
    ...(privileged === 'no' ? [] : [`privileged: ${privileged}`]),
    ...(consoleAccess === 'no' ? [] : [`console access: ${consoleAccess}`]),
    ...(production === 'yes' ? ['production'] : []),
    ...(tags ? Object.entries(tags).map((pair) => pair.join('=')) : ['tags not read']),
  ].join(', ');
}
