/**
 * The version of the format of a decision file: a new member raises the second number, any other change the
 * first.
 */
export const DECISIONS_VERSION = '1.0';

/** What people write into a row; each is a text as they wrote it, empty where they wrote nothing. */
export interface PeopleDecision {
  /** The id of the access key that stays. */
  readonly keep: string;
  /** `YYYY-MM-DD` or an ISO 8601 date-time with a zone, as in the tag `exempt-until`. */
  readonly exemptUntil: string;
  readonly reason: string;
  /** Who answers for an exemption. */
  readonly owner: string;
  readonly decidedBy: string;
  readonly ticket: string;
}

/** The members that people fill in, in their order. */
export const PEOPLE_MEMBERS = [
  'keep',
  'exemptUntil',
  'reason',
  'owner',
  'decidedBy',
  'ticket',
] as const satisfies readonly (keyof PeopleDecision)[];

/** A row in which nobody has decided anything. */
export const UNDECIDED: PeopleDecision = {
  keep: '',
  exemptUntil: '',
  reason: '',
  owner: '',
  decidedBy: '',
  ticket: '',
};

/** An active access key as it was when the file was written. */
export interface DecisionKey {
  readonly accessKeyId: string;
  /** Whole days since the creation. */
  readonly ageDays: number;
  /** ISO 8601; null if the key was never used. */
  readonly lastUsedAt: string | null;
  /** Whole days since the last use; since the creation if the key was never used. */
  readonly unusedDays: number;
}

/** A user about whom people decide: what was read of it, and their decision. */
export interface DecisionRow extends PeopleDecision {
  /** Twelve digits. */
  readonly accountId: string;
  readonly userName: string;
  /** `AIDA…`: what identifies the user, whatever its name is by now. */
  readonly userId: string;
  /** ISO 8601: when the user was read. */
  readonly readAt: string;
  /** Whether the user is administrator-like: `yes`, `no` or `unknown`. */
  readonly privileged: string;
  /** The tags that tell whom to ask, such as `Owner=payments`. */
  readonly tags: string;
  /** The active keys, the oldest first; at least one. */
  readonly keys: readonly DecisionKey[];
  /** The key that a remediation would keep; empty if it can choose none. */
  readonly suggestedKeep: string;
  /** Why no key can be chosen; empty if one can. */
  readonly refusalCode: string;
  readonly explanation: string;
}

/** A row, and where it is in its file, for messages. */
export interface PlacedRow {
  readonly row: DecisionRow;
  /** `line 4`, or `decisions[2]` in JSON. */
  readonly place: string;
}

/** Only the decision of a row. */
export function decisionOf(row: PeopleDecision): PeopleDecision {
  const { keep, exemptUntil, reason, owner, decidedBy, ticket } = row;
  return { keep, exemptUntil, reason, owner, decidedBy, ticket };
}
