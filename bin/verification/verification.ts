import type { Policy } from '../../policy/policy.ts';
import type { PolicyRefusalCode, Verdict } from '../../policy/verdict.ts';
import type { Summary, UnreadUser } from '../inventory/inventory.ts';

/** The version of the format of a verification: a new member raises the second number, any other change the first. */
export const VERIFICATION_VERSION = '1.0';

/** What `verify` found. Every format shows it; the JSON format is this object. */
export interface Verification {
  readonly schemaVersion: typeof VERIFICATION_VERSION;
  /** ISO 8601: the time for which the rotation grace, the protection and the exemptions are computed. */
  readonly generatedAt: string;
  /** Null if the parameters of the deployed rule were wanted in an account without users: no rule is looked up there. */
  readonly parameters: Policy | null;
  readonly accounts: readonly AccountVerification[];
}

/** What was found in one account. */
export interface AccountVerification {
  /** Null if the account has no user, because the id is read from the ARN of a user. */
  readonly accountId: string | null;
  /** False if the listing or the reading was interrupted: some users are in neither list. */
  readonly isComplete: boolean;
  readonly summary: Summary;
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

/** The users that do not comply. */
export function nonCompliantOf({ users }: AccountVerification): readonly VerifiedUser[] {
  return users.filter(({ complianceType }) => complianceType === 'NON_COMPLIANT');
}
