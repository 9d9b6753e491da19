import type { UserId } from '../../policy/identifiers.ts';
import type { StartedDeletions } from '../delete/start-deletions.ts';
import type { SettledKey } from '../shared/settled-key.ts';
import type { StartedExecution } from '../shared/starts.ts';

/** What a pass did for the users that AWS Config shows as NON_COMPLIANT. */
export interface AutomaticReport {
  /** The users whose owners were given notice, or reminded of it. */
  readonly noticed: readonly UserId[];
  readonly reminded: readonly UserId[];
  /** The executions that deactivate keys. */
  readonly started: readonly StartedExecution[];
  /** The number of users whose notice is not old enough. */
  readonly waiting: number;
  /**
   * The number of users that wait for another day: as many as are allowed were remediated on this one, or the
   * time was used up.
   */
  readonly usersLeft: number;
}

/** The report of a daily pass. */
export interface DailyPassReport extends StartedDeletions {
  readonly operation: 'DailyPass';
  /** The number of users with a record of a key that may still exist. */
  readonly usersOnRecord: number;
  /**
   * The records that interrupted runs had left open, and those of keys that are deleted or Active again; and
   * what they are now.
   */
  readonly settled: readonly SettledKey[];
  /** Why all automatic acts are paused; empty if they are not. */
  readonly paused: string;
  /** Present if keys are deactivated automatically, and this is not paused. */
  readonly automatic?: AutomaticReport;
}
