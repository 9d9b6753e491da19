import type { Verdict } from '../../policy/verdict.ts';

/** What has changed between two inventories. JSON has it as it is. */
export interface Changes {
  /** ISO 8601: the time of the earlier inventory. */
  readonly since: string;
  /** The accounts that were not read completely both times. */
  readonly accountsNotCompared: readonly AccountNotCompared[];
  /** The accounts whose parameters differ: a verdict may have changed for that reason alone. */
  readonly otherParameters: readonly string[];
  /**
   * Users that could not be read at least once: nothing is known of their changes, nor whether they are gone.
   */
  readonly usersNotCompared: readonly UserNotCompared[];
  /** Every user that is new, gone, or has another name, another verdict or other keys; by account and id. */
  readonly users: readonly UserChange[];
}

/** How much was read of an account: all of it, a part, nothing; or nobody asked for it. */
export type Extent = 'read' | 'partly' | 'notRead' | 'absent';

/** An account that was not read completely both times. Of what was not read, no user is new or gone. */
export interface AccountNotCompared {
  readonly accountId: string;
  readonly earlier: Extent;
  readonly later: Extent;
}

/** A user that could not be read. */
export interface UserNotCompared {
  readonly accountId: string;
  readonly userName: string;
  readonly unknownIn: 'earlier' | 'later' | 'both';
}

/** What a user was, or is. */
export interface UserState {
  readonly userName: string;
  readonly complianceType: Verdict['complianceType'];
}

/** A user before and after. */
export interface UserChange {
  readonly accountId: string;
  readonly userId: string;
  /** Null if the user is new. */
  readonly earlier: UserState | null;
  /** Null if the user is gone. */
  readonly later: UserState | null;
  /** The keys that are new, gone, or have another status; sorted by id. */
  readonly keys: readonly KeyChange[];
}

/** The status of a key before and after; null where there was no such key. */
export interface KeyChange {
  readonly accessKeyId: string;
  readonly earlier: string | null;
  readonly later: string | null;
}
