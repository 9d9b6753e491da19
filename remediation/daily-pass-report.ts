import type { AutomaticReport } from './automatic/automatic-pass.ts';
import type { StartedDeletions } from './delete/start-deletions.ts';
import type { SettledKey } from './shared/settled-key.ts';

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
