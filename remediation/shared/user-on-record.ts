import type { ListedUser } from '../../aws/iam-users.ts';
import type { KeyRecord } from '../../ledger/key-records.ts';
import type { UserId } from '../../policy/identifiers.ts';

/** A user, and the records of the user's keys that may still exist: at least one. */
export interface UserOnRecord {
  readonly userId: UserId;
  /** Undefined if a listing of the users lacked the user. */
  readonly user: ListedUser | undefined;
  readonly records: readonly KeyRecord[];
}
