import type { Policy } from '../../policy/policy.ts';
import type { PolicyRefusalCode, Verdict } from '../../policy/verdict.ts';
import type { Summary } from '../inventory/inventory.ts';
import type { UnreadUser } from '../inventory/inventory-user.ts';

/**
 * The version of the format of a verification: a new member raises the second number, any other change the
 * first.
 */
export const VERIFICATION_VERSION = '1.0';

/** What `verify` found. Every format shows it; the JSON format is this object. */
export interface Verification {
  readonly schemaVersion: typeof VERIFICATION_VERSION;
  /** ISO 8601: the time for which the rotation grace, the protection and the exemptions are computed. */
  readonly generatedAt: string;
  /** The ARN of the caller, by STS; null if the command did not ask STS, as for one account. */
  readonly operator: string | null;
  /** The command line as it was typed, without an external id. */
  readonly command: string;
  /** Sorted by id; also those that could not be read. */
  readonly accounts: readonly AccountVerification[];
}

/** What was found in one account. */
export interface AccountVerification {
  /**
   * Null if nobody named the account and it has no user, because the id is then read from the ARN of a user.
   */
  readonly accountId: string | null;
  /** The name in the organization or in the file of accounts; null if it is not known. */
  readonly accountName: string | null;
  /**
   * Why the account could not be read; null if it was. Nothing is known of the users of an account that was
   * not read.
   */
  readonly failure: string | null;
  /**
   * The parameters by which the verdicts were decided; null if the account was not read, or if no rule was
   * looked up.
   */
  readonly parameters: Policy | null;
  /**
   * False if the account could not be read, or only a part of it; true for one that nobody can use, such as a
   * closed one.
   */
  readonly isComplete: boolean;
  /** Null if the account was not read. */
  readonly summary: Summary | null;
  /** The users with two or more active keys, sorted by name. */
  readonly users: readonly VerifiedUser[];
  /** Users that could not be read and therefore have no verdict, sorted by name. */
  readonly failures: readonly UnreadUser[];
}

/** A user with two or more active keys. */
export interface VerifiedUser {
  readonly userName: string;
  readonly userId: string;
  readonly arn: string;
  readonly complianceType: Verdict['complianceType'];
  readonly situation: Verdict['situation'];
  readonly activeKeys: number;
  /** Why no surplus key can be chosen; null if nothing is refused. */
  readonly refusalCode: PolicyRefusalCode | null;
  /** What people do next; null unless the user is NON_COMPLIANT. */
  readonly nextStep: string | null;
  /** The annotation of the rule without the user name. */
  readonly explanation: string;
}

/** Whether every user was read: only then is an account without NON_COMPLIANT users a compliant one. */
export function isFullyRead({ isComplete, failures }: AccountVerification): boolean {
  return isComplete && failures.length === 0;
}

/** Whether the reading was interrupted: some users are in no list. */
export function isInterrupted({ isComplete, failure }: AccountVerification): boolean {
  return !isComplete && failure === null;
}

/** The users that do not comply. */
export function nonCompliantOf({ users }: AccountVerification): readonly VerifiedUser[] {
  return users.filter(({ complianceType }) => complianceType === 'NON_COMPLIANT');
}
