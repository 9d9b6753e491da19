/** The time of the function that a run has, and the functions that watch it. */
export interface RunTime {
  /** The milliseconds until Lambda ends the function. */
  readonly remainingMs: () => number;
  /** Returns a signal that aborts after this number of milliseconds. */
  readonly deadlineIn: (milliseconds: number) => AbortSignal;
}

/** For how many more milliseconds a run may do its work. */
export interface TimeLimits {
  /** Until then, users are read. */
  readonly readingMs: number;
  /** Until then, the run waits for the second listing of users; afterwards it only reports. */
  readonly listingMs: number;
}

/** Room for retries at the end of a run, for the listing and for the reports each, in milliseconds. */
const SLACK_MS = 10_000;

/**
 * The time that is reserved for each call at the end of a run, in milliseconds. It is generous, since AWS
 * does not publish how long such a call takes, and what is not reported in time waits for the next run.
 */
const CALL_MS = 500;

/** The items on a page of ListUsers, and in a call of PutEvaluations. */
const [USERS_PER_LISTING, USERS_PER_REPORT] = [1_000, 100];

/**
 * The limits of a run that has listed this number of users. What is reserved grows with them, since
 * all-clears wait for the second listing: a run of 5,000 users ends with 5 calls of ListUsers and 50 of
 * PutEvaluations (docs/performance.md). At most a quarter of the time is reserved.
 */
export function timeLimits(remainingMs: number, users: number): TimeLimits {
  const reportingMs = SLACK_MS + CALL_MS * Math.ceil(users / USERS_PER_REPORT);
  const closingMs = reportingMs + SLACK_MS + CALL_MS * Math.ceil(users / USERS_PER_LISTING);
  const share = Math.min(1, Math.max(0, remainingMs) / 4 / closingMs);
  const after = (reservedMs: number) => Math.max(0, remainingMs - share * reservedMs);
  return { readingMs: after(closingMs), listingMs: after(reportingMs) };
}
