import type { Inventory } from '../../inventory/inventory.ts';
import type { PlacedRow } from '../row.ts';

/** A user that is NON_COMPLIANT, and about whom a decision file has no row. */
export interface MissingUser {
  readonly accountId: string;
  readonly userName: string;
  readonly userId: string;
  /** The annotation of the rule without the user name. */
  readonly explanation: string;
}

/**
 * The users that are NON_COMPLIANT and have no row, by name: a file from which rows were deleted looks as if
 * all was decided.
 */
export function missingUsers(
  rows: readonly PlacedRow[],
  { users }: Pick<Inventory, 'users'>,
): readonly MissingUser[] {
  const decided = new Set(rows.map(({ row }) => `${row.accountId} ${row.userId}`));
  return users
    .filter(({ complianceType }) => complianceType === 'NON_COMPLIANT')
    .filter(({ accountId, userId }) => !decided.has(`${accountId} ${userId}`))
    .map(({ accountId, userName, userId, explanation }) => ({ accountId, userName, userId, explanation }));
}
