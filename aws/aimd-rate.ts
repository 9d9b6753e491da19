/**
 * A rate of calls that is found by AIMD, additive increase and multiplicative decrease: IAM's rate limit is
 * not published and changes. The rate is unlimited until IAM throttles; then each throttling multiplies it by
 * a factor below one, and each answer adds a little to it. Of a service whose limit is published, the rate is
 * never higher than that.
 */

/** An attempt that was sent. */
export interface SentAttempt {
  /** Milliseconds of the clock of the rate. */
  readonly sentAt: number;
  /** Its number, counted from 1. */
  readonly index: number;
}

/** The rate that all callers of a client share. */
export interface AimdRate {
  /** The milliseconds from one attempt to the next; 0 while the rate is unlimited. */
  interval(): number;
  /** Counts an attempt that is sent now. */
  recordAttempt(): SentAttempt;
  recordThrottling(attempt: SentAttempt): void;
  recordSuccess(): void;
  /** Makes the rate as high again as it was in the beginning. */
  reset(): void;
}

/** Throttling multiplies the rate by this factor. */
const DECREASE_FACTOR = 0.85;

/** Each answer adds this number of calls a second to the rate, which is two percent each second. */
const INCREASE_PER_SUCCESS = 0.02;

/**
 * After this number of milliseconds without throttling, the rate grows faster and faster: if IAM served
 * nothing for a few seconds, repeated decreases have brought the rate far below what IAM serves again.
 */
const RECOVERY_MS = 5_000;

/** The lowest rate, in calls a second. */
const MINIMUM_RATE = 1;

/**
 * Creates a rate that begins at its highest value, in calls a second; `now` returns the milliseconds of a
 * monotonic clock.
 */
export function createAimdRate(now: () => number, highest: number = Number.POSITIVE_INFINITY): AimdRate {
  let callsPerSecond = highest;
  let sent = 0;
  let decreasedAt = Number.NEGATIVE_INFINITY;
  return {
    interval: () => 1_000 / callsPerSecond,
    recordAttempt() {
      sent += 1;
      return { sentAt: now(), index: sent };
    },
    recordThrottling({ sentAt, index }) {
      // Attempts that were under way at the last decrease may be throttled for the same reason.
      if (sentAt <= decreasedAt) return;
      decreasedAt = now();
      // The rate may be higher than what the callers use: then the rate at which they sent counts.
      const sentPerSecond = ((sent - index + 1) * 1_000) / Math.max(1, decreasedAt - sentAt);
      callsPerSecond = Math.max(MINIMUM_RATE, DECREASE_FACTOR * Math.min(callsPerSecond, sentPerSecond));
    },
    recordSuccess() {
      const increase = INCREASE_PER_SUCCESS * Math.max(1, ((now() - decreasedAt) / RECOVERY_MS) ** 2);
      callsPerSecond = Math.min(highest, callsPerSecond + increase);
    },
    reset() {
      callsPerSecond = highest;
    },
  };
}
