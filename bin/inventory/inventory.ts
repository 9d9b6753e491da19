import type { Policy } from '../../policy/policy.ts';
import type { PolicyRefusalCode, Verdict } from '../../policy/verdict.ts';

/** The version of the inventory's form; a member that is added raises the second number, all else the first. */
export const SCHEMA_VERSION = '1.0';

/** All users of an account, judged: what every format shows, and the JSON format as it is. */
export interface Inventory {
  readonly schemaVersion: typeof SCHEMA_VERSION;
  /** ISO 8601: what grace, protection and exemptions are measured against. */
  readonly generatedAt: string;
  /** The account's id; empty if it has no user, from whose ARN it is known. */
  readonly accountId: string;
  readonly parameters: Policy;
  /** False if the listing or the reading was interrupted: there are users who are in neither list. */
  readonly isComplete: boolean;
  readonly summary: Summary;
  /** By name. */
  readonly users: readonly InventoryUser[];
  /** Users who could not be read, and so have no verdict. */
  readonly failures: readonly UnreadUser[];
}

/** How many of what. */
export interface Summary {
  readonly users: number;
  readonly verdicts: Readonly<Record<Verdict['complianceType'], number>>;
  /** Users with no active key, with one, with more. */
  readonly activeKeys: { readonly none: number; readonly one: number; readonly more: number };
  readonly unread: number;
}

/** A user with its keys and the decision about it. */
export interface InventoryUser {
  readonly userName: string;
  readonly userId: string;
  readonly complianceType: Verdict['complianceType'];
  readonly situation: Verdict['situation'];
  /** What the compliance dashboard would show. */
  readonly annotation: string;
  /** What a remediation would do; null if it would do nothing. */
  readonly plan: InventoryPlan | null;
  readonly exemption: { readonly until: string; readonly reason: string } | null;
  /** By age, the oldest first. */
  readonly accessKeys: readonly InventoryKey[];
  /** What this product has on record of keys that it deactivated. */
  readonly deactivations: readonly InventoryDeactivation[];
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
  /** Null: never used. */
  readonly lastUsed: { readonly at: string; readonly service: string; readonly region: string } | null;
}

/** A record of ours on a user. */
export interface InventoryDeactivation {
  readonly accessKeyId: string;
  /** ISO 8601; null if the record is not in our words. */
  readonly deactivatedAt: string | null;
  /** The tag's value. */
  readonly record: string;
}

/** A user who could not be read, and why. */
export interface UnreadUser {
  readonly userName: string;
  readonly reason: string;
}
