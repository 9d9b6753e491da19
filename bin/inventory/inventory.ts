import type { KeyState } from '../../ledger/key-records.ts';
import type { Policy } from '../../policy/policy.ts';
import type { Verdict } from '../../policy/verdict.ts';
import type { Changes } from '../comparison/changes.ts';
import type { Answer } from '../privileges/privileges.ts';
import type { InventoryFailure, InventoryUser } from './inventory-user.ts';

/**
 * The version of the inventory's format: a new member raises the second number, any other change the first.
 */
export const SCHEMA_VERSION = '2.0';

/**
 * All users of one or several accounts with their verdicts. Every format shows it; the JSON format is this
 * object.
 */
export interface Inventory {
  readonly schemaVersion: typeof SCHEMA_VERSION;
  /** ISO 8601: the time for which the rotation grace, the protection and the exemptions are computed. */
  readonly generatedAt: string;
  /** The ARN of the caller who had it made, by STS; null if it could not be read. */
  readonly operator: string | null;
  /** The command line as it was typed, without an external id; empty if it was not taken for `preview`. */
  readonly command: string;
  /** What has changed since an earlier inventory; null if it was not compared with one. */
  readonly changes: Changes | null;
  /** Every account that was asked for, sorted by id; also those that could not be read. */
  readonly accounts: readonly InventoryAccount[];
  /** The names of the tags that have a column. */
  readonly tagColumns: readonly string[];
  /**
   * False if an account could not be read, or if the listing or the reading was interrupted: some users are
   * in neither list.
   */
  readonly isComplete: boolean;
  /** The numbers of all accounts together. */
  readonly summary: Summary;
  /**
   * Privileged users first, of these and of the others the production users first, then by name and account;
   * see `order.ts`.
   */
  readonly users: readonly InventoryUser[];
  /** Users that could not be read and therefore have no verdict. */
  readonly failures: readonly InventoryFailure[];
}

/** What only `preview` tells of an inventory, where it is taken for another command. */
export const NOT_FOR_PREVIEW = { operator: null, command: '', changes: null } as const;

/** An account, and what was read of it as a whole. */
export interface InventoryAccount {
  /**
   * Empty if nobody named the account and it has no user, because the id is then read from the ARN of a user.
   */
  readonly accountId: string;
  /** Empty if the account has no alias; null if that is not known. */
  readonly accountAlias: string | null;
  /** The name in the organization or in the file of accounts; null if it is not known. */
  readonly accountName: string | null;
  /**
   * Why the account could not be read; null if it was. Nothing is known of the users of an account that was
   * not read.
   */
  readonly failure: string | null;
  /** The parameters by which the verdicts were decided; null if the account was not read. */
  readonly parameters: Policy | null;
  /**
   * Null if only the keys were read, as for a remediation: then nothing is known of privileges and console
   * access.
   */
  readonly attributes: AccountAttributes | null;
  /**
   * False if the account could not be read, or only a part of it; true for one that nobody can use, such as a
   * closed one.
   */
  readonly isComplete: boolean;
  /** Whether the records of deactivations were read from the ledger. */
  readonly readsLedger: boolean;
  /**
   * The numbers of the keys on record in the ledger by what this product did last, of all users; null if it
   * was not read.
   */
  readonly keysOnRecord: KeysOnRecord | null;
  /** Null if the account was not read. */
  readonly summary: Summary | null;
}

/** Numbers of keys by state; a state without keys is missing. */
export type KeysOnRecord = Readonly<Partial<Record<KeyState, number>>>;

/** What was read of an account beside its users. */
export interface AccountAttributes {
  /** Whether the root user has access keys. */
  readonly rootAccessKeys: Answer;
  /** ISO 8601: when IAM made the report that tells of console access; null if none was read. */
  readonly credentialReportAt: string | null;
  /** What could not be read, and is unknown for that reason. */
  readonly unread: readonly Unread[];
}

/** Something about the account that could not be read, and the reason. */
export interface Unread {
  readonly what: 'privileges' | 'consoleAccess' | 'rootAccessKeys';
  readonly reason: string;
}

/** The numbers of users. */
export interface Summary {
  readonly users: number;
  readonly verdicts: Readonly<Record<Verdict['complianceType'], number>>;
  /** The numbers of users with no active key, with one, and with two or more. */
  readonly activeKeys: { readonly none: number; readonly one: number; readonly more: number };
  readonly unread: number;
}
