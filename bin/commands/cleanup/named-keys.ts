import { isAccessKeyId } from '../../../policy/identifiers.ts';
import type { PlacedRow } from '../../decisions/row.ts';
import type { DeactivatedKey } from '../../runbooks/deactivated.ts';

/**
 * A key that a file names as deactivated, and what else the file says of the deactivation: the ledger has to
 * agree.
 */
export interface NamedKey {
  readonly accessKeyId: string;
  /** The key that stayed; undefined if the file does not say. */
  readonly survivor?: string;
  /** The automation execution; undefined if the file does not say. */
  readonly execution?: string;
}

/** A user of a file, with the keys that the file names. */
export interface NamedUser {
  readonly userName: string;
  readonly userId: string;
  readonly keys: readonly NamedKey[];
}

/**
 * The users for whom people decided which key stays, with all other keys of the file. Rows without this
 * decision are left out.
 */
export function usersOfDecisions(rows: readonly PlacedRow[], accountId: string): readonly NamedUser[] {
  return rows.flatMap(({ row }) => {
    const survivor = row.keep.trim();
    const isDecided = isAccessKeyId(survivor) && row.exemptUntil.trim() === '' && row.accountId === accountId;
    if (!isDecided) return [];
    const keys = row.keys.filter(({ accessKeyId }) => accessKeyId !== survivor);
    const named = keys.map(({ accessKeyId }) => ({ accessKeyId, survivor }));
    return [{ userName: row.userName, userId: row.userId, keys: named }];
  });
}

/** The users whose keys the receipts of a file say were deactivated. */
export function usersOfReceipts(keys: readonly DeactivatedKey[]): readonly NamedUser[] {
  const users = new Map<string, NamedUser>();
  for (const { userName, userId, accessKeyId, automationExecutionId: execution = '' } of keys) {
    const known = users.get(userId)?.keys ?? [];
    users.set(userId, { userName, userId, keys: [...known, { accessKeyId, execution }] });
  }
  return [...users.values()];
}
