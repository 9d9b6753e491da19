/** The version of the format: a new member raises the second number, any other change the first. */
export const SCHEMA_VERSION = '1.0';

/**
 * What an aggregator of AWS Config holds of the rules of One Active Key in many accounts. Every format shows
 * it; the JSON format is this object. No text in it has control characters.
 */
export interface Findings {
  readonly schemaVersion: typeof SCHEMA_VERSION;
  /** ISO 8601. */
  readonly generatedAt: string;
  readonly aggregator: string;
  /** The Region whose results are shown. */
  readonly region: string;
  /**
   * Whether every account that the aggregator shows has a result that could be read: there are no problems.
   */
  readonly isComplete: boolean;
  readonly summary: Summary;
  /** The users that are NON_COMPLIANT, sorted by account and name. */
  readonly users: readonly NonCompliantUser[];
  /** Every account that the aggregator shows, sorted. */
  readonly accounts: readonly AccountFinding[];
  readonly problems: readonly Problem[];
  /** Sentences about what no aggregator tells. */
  readonly notTold: readonly string[];
}

/** The numbers of accounts and users. */
export interface Summary {
  readonly accounts: number;
  /** Accounts that are COMPLIANT, and of which everything is known. */
  readonly compliant: number;
  /** Accounts that are NON_COMPLIANT, whatever else is not known of them. */
  readonly nonCompliant: number;
  /** Accounts without a result and without an IAM user on record, where such accounts count as known. */
  readonly withoutUsers: number;
  readonly notKnown: number;
  readonly nonCompliantUsers: number;
}

/** A user that is NON_COMPLIANT. */
export interface NonCompliantUser {
  readonly accountId: string;
  /** Empty if AWS Config has no user of this id on record. */
  readonly userName: string;
  readonly userId: string;
  /** The annotation of the result: the plan. */
  readonly annotation: string;
  readonly configRuleName: string;
  /** ISO 8601: when the result was recorded. */
  readonly resultAt: string;
}

/** What the aggregator holds of an account. */
export interface AccountFinding {
  readonly accountId: string;
  /** What it holds, of whatever age; null if it holds no result of a rule of ours. */
  readonly complianceType: 'COMPLIANT' | 'NON_COMPLIANT' | null;
  /** The names of the rules that have results, sorted. */
  readonly configRuleNames: readonly string[];
  /** How many IAM users AWS Config has on record there. */
  readonly usersOnRecord: number;
}

/** Why something is not known. */
export interface Problem {
  /** Empty if it concerns the organization as a whole. */
  readonly accountId: string;
  readonly code: ProblemCode;
  readonly text: string;
}

/**
 * The kinds of problems: no result of a rule; the aggregator was not updated from a source; results that
 * could not be read.
 */
export const PROBLEM_CODES = ['NoResult', 'NotUpdated', 'NotRead'] as const;

/** Why nothing is known of an account in a Region. */
export type ProblemCode = (typeof PROBLEM_CODES)[number];

/** The accounts of which everything is known. */
export function knownAccounts({
  accounts,
  problems,
}: Pick<Findings, 'accounts' | 'problems'>): readonly AccountFinding[] {
  const withProblem = new Set(problems.map(({ accountId }) => accountId));
  return accounts.filter(({ accountId }) => !withProblem.has(accountId));
}
