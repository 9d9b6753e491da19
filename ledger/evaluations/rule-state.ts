/**
 * What is known of the evaluations of one of our rules. AWS Config tells the function of a rule nothing but
 * the time.
 */

/**
 * A start of ours whose notification AWS Config has not sent yet: the run of that notification is to be a
 * targeted one.
 */
export interface OwedStart {
  readonly nonce: string;
  readonly startedAt: Date;
  /** From when on its notification is awaited: the start, or a sweep that its own notification began. */
  readonly awaitedSince: Date;
  /** Whether AWS Config has accepted the start; until then nobody knows whether its notification comes. */
  readonly isAccepted: boolean;
  /** The length of the schedule of the rule, in milliseconds. */
  readonly frequencyMs: number;
}

/** A user that a run took on, and the nonce of the note that it read. */
export interface Claim {
  readonly user: string;
  readonly nonce: string;
}

/** A sweep evaluates every user, a targeted run only those that changed. */
export type RunKind = 'sweep' | 'targeted';

/** A run of the rule, for as long as Lambda may repeat it. */
export interface RunRecord {
  /** The notification; Lambda's retries have the same. */
  readonly id: string;
  readonly kind: RunKind;
  readonly notifiedAt: Date;
  /** When its last attempt began. */
  readonly beganAt: Date;
  readonly isCompleted: boolean;
  /** The users of a targeted run; none for a sweep. */
  readonly claims: readonly Claim[];
}

/** What is known of the evaluations of a rule. */
export interface RuleState {
  /** The time of the notification of the last sweep that began. */
  readonly lastSweepAt: Date | undefined;
  /** The time of the newest notification of a run that began. */
  readonly newestAt: Date | undefined;
  /** Those first that are awaited for longest. */
  readonly owed: readonly OwedStart[];
  readonly runs: readonly RunRecord[];
}

/** What is known of a rule that never ran: its next run is a sweep. */
export const NOTHING_KNOWN: RuleState = { lastSweepAt: undefined, newestAt: undefined, owed: [], runs: [] };
