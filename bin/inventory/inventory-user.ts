import type { KeyState } from '../../ledger/key-records.ts';
import type { PolicyRefusalCode, Verdict } from '../../policy/verdict.ts';
import type { Answer, Privilege } from '../privileges/privileges.ts';

/** A user with its keys and the decision about it. */
export interface InventoryUser {
  readonly accountId: string;
  readonly userName: string;
  readonly userId: string;
  readonly arn: string;
  readonly path: string;
  /** ISO 8601. */
  readonly createdAt: string;
  /** All tags; null if they were not read. */
  readonly tags: Readonly<Record<string, string>> | null;
  /** Whether the tag Environment says so. */
  readonly production: Answer;
  /** Whether the user can sign in to the console with a password. */
  readonly consoleAccess: Answer;
  /** Whether the user has an administrator-like policy, whatever is denied elsewhere. */
  readonly privileged: Answer;
  /** The policies by which the user is privileged. */
  readonly privileges: readonly Privilege[];
  /** The policies of the user that could not be read, with the reasons. */
  readonly unreadPolicies: readonly string[];
  readonly complianceType: Verdict['complianceType'];
  readonly situation: Verdict['situation'];
  /** The annotation that the compliance dashboard would show. */
  readonly annotation: string;
  /** The annotation without the user name. */
  readonly explanation: string;
  /** Null if a remediation would do nothing. */
  readonly plan: InventoryPlan | null;
  readonly exemption: InventoryExemption | null;
  /** Sorted by age, the oldest first. */
  readonly accessKeys: readonly InventoryKey[];
  /** The records of keys that this product deactivated; empty if the ledger was not read. */
  readonly deactivations: readonly InventoryDeactivation[];
}

/** An exemption that is in force. */
export interface InventoryExemption {
  readonly until: string;
  readonly reason: string;
  /** Empty if nobody is named. */
  readonly owner: string;
  /** Whole days until its end. */
  readonly daysLeft: number;
}

/** What a remediation would do to a user. */
export type InventoryPlan =
  | {
      readonly action: 'deactivate';
      readonly keptAccessKeyId: string;
      readonly surplusAccessKeyIds: readonly string[];
      readonly selectedBy: string;
    }
  | { readonly action: 'refuse'; readonly code: PolicyRefusalCode; readonly reason: string };

/** An access key; times are ISO 8601. */
export interface InventoryKey {
  readonly accessKeyId: string;
  readonly status: string;
  readonly createdAt: string;
  /** Whole days since the creation. */
  readonly ageDays: number;
  /** Null if the key was never used. */
  readonly lastUsed: { readonly at: string; readonly service: string; readonly region: string } | null;
  /** Whole days since the last use; since the creation if the key was never used. */
  readonly unusedDays: number;
}

/** The record of a key that this product deactivated, or was about to. */
export interface InventoryDeactivation {
  readonly accessKeyId: string;
  /** What this product did to the key last. */
  readonly state: KeyState;
  /** ISO 8601; null until IAM has accepted the deactivation. */
  readonly deactivatedAt: string | null;
  /** The state, the key that was kept, and the automation execution. */
  readonly record: string;
}

/** A user that could not be read, and the reason. */
export interface UnreadUser {
  readonly userName: string;
  readonly reason: string;
}

/** A user of one of several accounts that could not be read. */
export interface InventoryFailure extends UnreadUser {
  readonly accountId: string;
}
