import { stringify } from 'csv-stringify/sync';
import type { Inventory, InventoryKey, InventoryUser } from '../inventory/inventory.ts';

/** New columns are added at the end, so that scripts that read columns by position continue to work. */
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
  'deactivatedAt',
  'record',
] as const;

/** The values of a row; a column that is absent is empty. */
type Row = Partial<Readonly<Record<(typeof COLUMNS)[number], string>>>;

/**
 * One row for each access key, and one for each user without keys or without a verdict (RFC 4180). A value that a spreadsheet
 * would interpret as a formula, such as the user name `=cmd` or `@sum`, begins with an apostrophe.
 */
export function toCsv({ users, failures, readsLedger }: Inventory): string {
  const rows = users.flatMap((user): Row[] =>
    user.accessKeys.length > 0
      ? user.accessKeys.map((key) => ({ ...keyRow(user, key), ...recordOf(user, key, readsLedger) }))
      : [userRow(user)],
  );
  // A user that could not be read has no verdict, but must not be missing in the file.
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
    planned: plannedActionOf(user, key),
  };
}

/** What the ledger has about the key; an empty record means that it has nothing, which nobody knows if it was not read. */
function recordOf(
  { deactivations }: InventoryUser,
  { accessKeyId }: InventoryKey,
  readsLedger: boolean,
): Row {
  if (!readsLedger) return { record: 'not read' };
  const found = deactivations.find((each) => each.accessKeyId === accessKeyId);
  return found ? { deactivatedAt: found.deactivatedAt ?? '', record: found.record } : {};
}

/** The action of the plan for the key; empty if there is none. */
function plannedActionOf({ plan }: InventoryUser, { accessKeyId }: InventoryKey): string {
  if (plan?.action !== 'deactivate') return '';
  if (plan.keptAccessKeyId === accessKeyId) return 'keep';
  return plan.surplusAccessKeyIds.includes(accessKeyId) ? 'deactivate' : '';
}
