import type { KeyState } from '../../../ledger/key-records.ts';
import type { InventoryExemption } from '../../inventory/inventory-user.ts';
import type { Answer } from '../../privileges/privileges.ts';
import type { HistoryEntry } from './history-entry.ts';
import type { UnreadPart } from './unread-part.ts';

/** The version of the history's format: a new member raises the second number, any other change the first. */
export const HISTORY_VERSION = '1.0';

/** What One Active Key did in some accounts. Every format shows it; the JSON format is this object. */
export interface History {
  readonly schemaVersion: typeof HISTORY_VERSION;
  /** ISO 8601: the time for which the soaks and the ends of exemptions are computed. */
  readonly generatedAt: string;
  /** The ARN of the caller, by STS; null if the command did not ask STS, as for one account. */
  readonly operator: string | null;
  /** The command line as it was typed, without an external id. */
  readonly command: string;
  /** ISO 8601: older entries are left out; null if none is. */
  readonly since: string | null;
  /** How many days ahead an exemption ends soon, 1–365. */
  readonly days: number;
  /** For how many days a key soaks, 1–365. */
  readonly soakDays: number;
  readonly accounts: readonly AccountHistory[];
}

/** What One Active Key did in an account, and what that means now. */
export interface AccountHistory {
  /** Null if neither a user nor a receipt tells it. */
  readonly accountId: string | null;
  /** Empty if the account has no alias; null if it is not known. */
  readonly accountAlias: string | null;
  /** The name of the account in its organization; null if it is not known. */
  readonly accountName: string | null;
  /**
   * False if anything could not be read, is missing or contradicts the rest; true for an account that nobody
   * can use.
   */
  readonly isComplete: boolean;
  /** Whether the reading was interrupted: then more is not known than would be. */
  readonly isInterrupted: boolean;
  /** Why nothing of the account is known; null if its ledger was read. */
  readonly failure: string | null;
  /** Null if nothing of the account is known. */
  readonly summary: HistorySummary | null;
  /** A run for each receipt, the newest first. */
  readonly entries: readonly HistoryEntry[];
  /**
   * The keys that One Active Key deactivated and that have not been given back or deleted; those used since
   * come first.
   */
  readonly deactivatedKeys: readonly DeactivatedKey[];
  /**
   * The valid exemptions that end soon, the next end first; null if the tags of the users could not be read.
   */
  readonly exemptions: readonly EndingExemption[] | null;
  /** What could not be read, is missing or contradicts the rest, and the reasons. */
  readonly unread: readonly UnreadPart[];
}

/** The numbers of a history. */
export interface HistorySummary {
  readonly runs: number;
  readonly refusedRuns: number;
  /** The numbers of keys that these runs deactivated, gave back and deleted; a key counts each time. */
  readonly keys: { readonly deactivated: number; readonly reactivated: number; readonly deleted: number };
  /** Keys that soak now, and keys whose soak is over. */
  readonly soaking: number;
  readonly soaked: number;
  readonly usedSince: number;
  /** Null if the tags of the users could not be read. */
  readonly exemptionsEnding: number | null;
}

/** A key that One Active Key deactivated, or was about to, and that may still exist. */
export interface DeactivatedKey {
  readonly accessKeyId: string;
  readonly userId: string;
  /** Null if no user of the account has the id now, and no receipt names it. */
  readonly userName: string | null;
  /** What One Active Key did to the key last. */
  readonly state: KeyState;
  /** ISO 8601; null until IAM has accepted the deactivation. */
  readonly deactivatedAt: string | null;
  /** Null if One Active Key did not deactivate the key. */
  readonly keptAccessKeyId: string | null;
  /** The execution of the deactivation; null if no runbook invoked the function. */
  readonly automationExecutionId: string | null;
  /**
   * A sentence about the first change of the key's status by somebody else since; null if CloudTrail has
   * shown none, or it was not read.
   */
  readonly changedByOthers: string | null;
  /**
   * Whether CloudTrail's event of our deactivation has come; without it, the changes of others would not be
   * known either.
   */
  readonly isDeactivationSeen: Answer;
  /** IAM's status; `Gone` if the user does not have the key, `Unknown` if that could not be read. */
  readonly status: string;
  /**
   * ISO 8601: the end of the soak; null unless the key is certainly deactivated by One Active Key and
   * Inactive.
   */
  readonly soaksUntil: string | null;
  /**
   * Whether the key was used after its deactivation. `unknown` also for a key that is Active again, which is
   * not asked for.
   */
  readonly usedSince: Answer;
  /** The last use of an Inactive key; null if it was never used, or if that is not known. */
  readonly lastUsed: { readonly at: string; readonly service: string; readonly region: string } | null;
}

/** An exemption that ends soon. */
export interface EndingExemption extends InventoryExemption {
  readonly userName: string;
  readonly userId: string;
}
