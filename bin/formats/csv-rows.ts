import type { InventoryAccount } from '../inventory/inventory.ts';
import type { InventoryKey, InventoryUser } from '../inventory/inventory-user.ts';
import type { Row } from './csv-columns.ts';
import { tagOf } from './tag-columns.ts';
import { privilegeText } from './traits.ts';

/** The names of an account. */
export function namesOf(account: InventoryAccount | undefined): Row {
  return { accountName: account?.accountName ?? '', accountAlias: account?.accountAlias ?? '' };
}

/** What every row of a user has. */
export function userRow(user: InventoryUser, tagColumns: readonly string[]): Row {
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

/** What the row of a key has beside that of its user. */
export function keyRow(user: InventoryUser, key: InventoryKey): Row {
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

/**
 * What the ledger has about the key; an empty record means that it has nothing, which nobody knows if it was
 * not read.
 */
export function recordOf(
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
