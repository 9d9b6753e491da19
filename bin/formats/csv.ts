import { stringify } from 'csv-stringify/sync';
import type { Inventory, InventoryKey, InventoryUser } from '../inventory/inventory.ts';

/** New columns are added at the end, so that scripts which read columns by position go on working. */
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
  'refusalCode',
] as const;

/** The values of a row; a column that is absent is empty. */
type Row = Partial<Readonly<Record<(typeof COLUMNS)[number], string>>>;

/**
 * One row for each access key, and one for each user without keys or without a verdict (RFC 4180). A value that a
 * spreadsheet would take for a formula, as a user called `=cmd` or `@sum`, has an apostrophe before it.
 */
export function toCsv({ users, failures }: Inventory): string {
  const rows = users.flatMap((user): Row[] =>
    user.accessKeys.length > 0 ? user.accessKeys.map((key) => keyRow(user, key)) : [userRow(user)],
  );
  // A user who could not be read has no verdict, and must not look as if there were no such user.
  const unread = failures.map(
    ({ userName, reason }): Row => ({ userName, annotation: `Not read: ${reason}` }),
  );
  return stringify([...rows, ...unread], {
    columns: [...COLUMNS],
    header: true,
    escape_formulas: true,
    record_delimiter: 'windows',
  });
}

function userRow({ userName, userId, complianceType, annotation, plan }: InventoryUser): Row {
  const refusalCode = plan?.action === 'refuse' ? plan.code : '';
  return { userName, userId, complianceType, annotation, refusalCode };
}

function keyRow(user: InventoryUser, key: InventoryKey): Row {
  return {
    ...userRow(user),
    accessKeyId: key.accessKeyId,
    status: key.status,
    createdAt: key.createdAt,
    lastUsedAt: key.lastUsed?.at ?? 'never',
    lastUsedService: key.lastUsed?.service ?? '',
    lastUsedRegion: key.lastUsed?.region ?? '',
    planned: plannedFor(user, key),
  };
}

/** What a remediation would do to the key. */
function plannedFor({ plan }: InventoryUser, { accessKeyId }: InventoryKey): string {
  if (plan?.action !== 'deactivate') return '';
  if (plan.keptAccessKeyId === accessKeyId) return 'keep';
  return plan.surplusAccessKeyIds.includes(accessKeyId) ? 'deactivate' : '';
}
