import { accountFinder } from '../inventory/accounts.ts';
import type { Inventory, InventoryAccount, InventoryKey, InventoryUser } from '../inventory/inventory.ts';
import { toCsvText } from './csv-text.ts';
import { tagOf } from './tag-columns.ts';
import { privilegeText } from './traits.ts';

/**
 * New columns are added at the end, so that scripts that read columns by position continue to work; after them come the columns of
 * tags, such as `tag:Owner`, which depend on the options.
 */
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
  'accountId',
  'arn',
  'path',
  'userCreatedAt',
  'consoleAccess',
  'privileged',
  'privilegedBy',
  'production',
  'ageDays',
  'unusedDays',
  'exemptUntil',
  'exemptReason',
  'exemptOwner',
  'exemptDaysLeft',
  'tags',
  'accountName',
  'accountAlias',
] as const;

/** The values of a row; a column that is absent is empty. */
type Row = Partial<Readonly<Record<(typeof COLUMNS)[number] | `tag:${string}`, string>>>;

/**
 * One row for each access key, one for each user without keys or without a verdict, and one for each account of which users are
 * missing.
 */
export function toCsv(inventory: Inventory): string {
  const { users, failures, tagColumns } = inventory;
  const accountOf = accountFinder(inventory);
  const rows = users.flatMap((user): Row[] => {
    const account = accountOf(user);
    const readsLedger = account?.readsLedger ?? false;
    const ofUser = { ...userRow(user, tagColumns), ...namesOf(account) };
    return user.accessKeys.length > 0
      ? user.accessKeys.map((key) => ({
          ...ofUser,
          ...keyRow(user, key),
          ...recordOf(user, key, readsLedger),
        }))
      : [ofUser];
  });
  // A user that could not be read has no verdict, but must not be missing in the file.
  const unread = failures.map(
    ({ accountId, userName, reason }): Row => ({ userName, accountId, annotation: `Not read: ${reason}` }),
  );
  return toCsvText(
    [...rows, ...unread, ...inventory.accounts.flatMap(missingRow)],
    [...COLUMNS, ...tagColumns.map((column) => `tag:${column}`)],
  );
}

/** An account of which users are missing in the file must not look like one without them. */
function missingRow(account: InventoryAccount): Row[] {
  const { accountId, failure, isComplete } = account;
  if (isComplete) return [];
  const annotation =
    failure === null ? 'Interrupted: users may be missing here' : `Account not read: ${failure}`;
  return [{ accountId, ...namesOf(account), annotation }];
}

function namesOf(account: InventoryAccount | undefined): Row {
  return { accountName: account?.accountName ?? '', accountAlias: account?.accountAlias ?? '' };
}

function userRow(user: InventoryUser, tagColumns: readonly string[]): Row {
  const { accountId, userName, userId, complianceType, annotation, plan, tags } = user;
  return {
    userName,
    userId,
    complianceType,
    annotation,
    refusalCode: plan?.action === 'refuse' ? plan.code : '',
    accountId,
    arn: user.arn,
    path: user.path,
    userCreatedAt: user.createdAt,
    consoleAccess: user.consoleAccess,
    privileged: user.privileged,
    privilegedBy: [...user.privileges.map(privilegeText), ...user.unreadPolicies].join('; '),
    production: user.production,
    ...exemptionRow(user),
    tags: tags ? JSON.stringify(tags) : 'not read',
    ...Object.fromEntries(tagColumns.map((column) => [`tag:${column}`, tagOf(user, column)])),
  };
}

function exemptionRow({ exemption }: InventoryUser): Row {
  if (!exemption) return {};
  return {
    exemptUntil: exemption.until,
    exemptReason: exemption.reason,
    exemptOwner: exemption.owner,
    exemptDaysLeft: String(exemption.daysLeft),
  };
}

function keyRow(user: InventoryUser, key: InventoryKey): Row {
  return {
    accessKeyId: key.accessKeyId,
    status: key.status,
    createdAt: key.createdAt,
    lastUsedAt: key.lastUsed?.at ?? 'never',
    lastUsedService: key.lastUsed?.service ?? '',
    lastUsedRegion: key.lastUsed?.region ?? '',
    planned: plannedActionOf(user, key),
    ageDays: String(key.ageDays),
    unusedDays: String(key.unusedDays),
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
