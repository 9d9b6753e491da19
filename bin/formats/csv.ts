import { stringify } from 'csv-stringify/sync';
import type { Inventory, InventoryKey, InventoryUser } from '../inventory/inventory.ts';

const COLUMNS = [
  'userName',
  'userId',
  'complianceType',
  'annotation',
  'accessKeyId',
  'status',
  'createdAt',
  'lastUsedAt',
  'lastUsedService',
  'lastUsedRegion',
  'planned',
] as const;

const NO_KEY = ['', '', '', '', '', '', ''];

/**
 * One line a key, and one for a user without keys or without a verdict (RFC 4180). A value that a spreadsheet would take
 * for a formula, as a user called `=cmd` or `@sum`, has an apostrophe before it.
 */
export function toCsv({ users, failures }: Inventory): string {
  const rows = users.flatMap((user) =>
    user.accessKeys.length > 0 ? user.accessKeys.map((key) => row(user, key)) : [row(user)],
  );
  // Unknown is not a verdict, and must not look as if there were no such user.
  const unread = failures.map(({ userName, reason }) => [userName, '', '', `Not read: ${reason}`, ...NO_KEY]);
  return stringify([[...COLUMNS], ...rows, ...unread], {
    escape_formulas: true,
    record_delimiter: 'windows',
  });
}

function row(user: InventoryUser, key?: InventoryKey): string[] {
  const { userName, userId, complianceType, annotation } = user;
  const whose = [userName, userId, complianceType, annotation];
  if (!key) return [...whose, ...NO_KEY];
  const { at = 'never', service = '', region = '' } = key.lastUsed ?? {};
  return [...whose, key.accessKeyId, key.status, key.createdAt, at, service, region, planned(user, key)];
}

/** What a remediation would do to a key. */
function planned({ plan }: InventoryUser, { accessKeyId }: InventoryKey): string {
  if (plan?.action !== 'deactivate') return '';
  if (plan.keptAccessKeyId === accessKeyId) return 'keep';
  return plan.surplusAccessKeyIds.includes(accessKeyId) ? 'deactivate' : '';
}
