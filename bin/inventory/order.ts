import { compareIds } from '../../policy/identifiers.ts';
import { type Tags, tagValue } from '../../policy/tags.ts';
import type { Answer } from '../privileges/privileges.ts';
import type { InventoryUser } from './inventory-user.ts';
import { byName } from './read-each.ts';

/** The values of the tag Environment that mean production, in lower case. */
const PRODUCTION = ['prod', 'production'];

/** Whether the tag Environment says production; upper and lower case do not matter, in the value either. */
export function isProduction(tags: Tags | undefined): Answer {
  if (!tags) return 'unknown';
  const value = tagValue(tags, 'environment') ?? '';
  return PRODUCTION.includes(value.trim().toLowerCase()) ? 'yes' : 'no';
}

/**
 * Orders users for a reviewer: privileged and production first, then privileged, then production, then the
 * rest; each by name and account.
 */
export function byImportance(a: InventoryUser, b: InventoryUser): number {
  return rankOf(a) - rankOf(b) || byName(a, b) || compareIds(a.accountId, b.accountId);
}

/** Unknown ranks as no: where privileges could not be read, the order is by production and name. */
function rankOf({ privileged, production }: InventoryUser): number {
  return (privileged === 'yes' ? 0 : 2) + (production === 'yes' ? 0 : 1);
}
