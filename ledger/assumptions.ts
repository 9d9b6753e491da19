/** What the protocols assume about time, in milliseconds; every other length of theirs follows from these. */

import { HOUR_MS } from '../policy/policy.ts';

/** How far the clocks of two invocations may differ. */
export const MAX_CLOCK_SKEW_MS = 300_000;

/**
 * For how long IAM may show the status of a key from before a write. It usually shows a write within seconds
 * (IAM User Guide, "Troubleshooting IAM"); AWS names no limit.
 */
export const MAX_IAM_LATENESS_MS = 600_000;

/** After which time from its start a run begins no write to IAM, but for a rollback. */
export const LAST_WRITE_MS = 130_000;

/** How long a request to IAM may be under way after its client gave it up. */
export const MAX_LANDING_MS = 30_000;

/**
 * How long a lease counts. A run ends after 290 seconds; the rest covers a request that is still under way,
 * and clocks that differ.
 */
export const LEASE_MS = 600_000;

/**
 * After which time from its start an interrupted run hides nothing any more: IAM shows whatever it wrote, by
 * whatever clock. Until then its records may stay open.
 */
export const MAX_UNSETTLED_MS = LAST_WRITE_MS + MAX_LANDING_MS + MAX_IAM_LATENESS_MS + MAX_CLOCK_SKEW_MS;

/**
 * How long after the start of an evaluation AWS Config may send its notification; later, it is taken for one
 * of the schedule. A notification of the schedule that comes meanwhile may be taken for that of the start: so
 * the time between two sweeps may be longer by this, and by two minutes by which AWS Config may be late.
 */
export const MAX_NOTIFICATION_MS = 480_000;

/**
 * How long a run keeps the notes that it claimed: longer than a function lives (Lambda quotas: 15 minutes),
 * by any clock. A retry of the run begins within this time and claims them anew.
 */
export const CLAIM_MS = 900_000 + MAX_CLOCK_SKEW_MS;

/**
 * How long a run is remembered: Lambda repeats an invocation of the rule for an hour at most
 * (infra/constructs/rule-function.ts).
 */
export const MAX_REPETITION_MS = 2 * HOUR_MS;
