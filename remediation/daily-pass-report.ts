import type { StartedDeletions } from './delete/start-deletions.ts';
import type { SettledKey } from './settle/settle-open-records.ts';

/** The report of a daily pass. */
export interface DailyPassReport extends StartedDeletions {
  readonly operation: 'DailyPass';
  /** The number of users with a record of a key that may still exist. */
  readonly usersOnRecord: number;
  /** The records that interrupted runs had left open, and what they are now. */
  readonly settled: readonly SettledKey[];
}
