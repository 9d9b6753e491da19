/**
 * A rate limiter for the client of IAM, in the form of an SDK retry strategy: the SDK asks it before each attempt and
 * reports how each attempt ended.
 *
 * IAM's rate limit is not published and changes, so the limiter searches for it by AIMD, additive increase and
 * multiplicative decrease: it does not limit the callers until IAM throttles; then each throttling multiplies the rate by a
 * factor below one, and each answer adds a little to it.
 */

import type { RetryErrorInfo, RetryErrorType, RetryStrategyV2, RetryToken } from '@smithy/types';

/** The clock and the random numbers of the limiter. */
export interface LimiterEnvironment {
  /** Milliseconds of a monotonic clock. */
  readonly now: () => number;
  readonly wait: (milliseconds: number) => Promise<unknown>;
  readonly random: () => number;
}

const THIS_PROCESS: LimiterEnvironment = {
  now: () => performance.now(),
  wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  random: Math.random,
};

/**
 * How often a call is attempted, by the type of its last error; an error of another type is not retried. Throttling has the
 * most attempts, since other callers in the account can use up the rate; it has a limit, so that every call ends.
 */
const ATTEMPTS: Partial<Record<RetryErrorType, number>> = { TRANSIENT: 8, THROTTLING: 16 };

/** Throttling multiplies the rate by this factor. */
const DECREASE_FACTOR = 0.85;

/** Each answer adds this number of calls a second to the rate, which is two percent each second. */
const INCREASE_PER_SUCCESS = 0.02;

/**
 * After this number of milliseconds without throttling, the rate grows faster and faster: if IAM served nothing for a few seconds,
 * repeated decreases have brought the rate far below what IAM serves again.
 */
const RECOVERY_MS = 5_000;

/** The lowest rate, in calls a second. */
const MINIMUM_RATE = 1;

/** After this number of milliseconds without a call the rate is forgotten: IAM has recovered, and Lambda may have frozen the function. */
const IDLE_RESET_MS = 60_000;

/**
 * The delay before a retry is random: at most this number of milliseconds after the first failure, twice as many after each
 * further failure, and never more than the maximum.
 */
const FIRST_DELAY_MS = 100;
const MAXIMUM_DELAY_MS = 20_000;

/** An attempt that was sent: when, and its number. */
interface Attempt extends RetryToken {
  readonly sentAt: number;
  readonly index: number;
}

/** Makes the limiter of one client; all callers of the client share its rate. */
export function createLimiter({ now, wait, random } = THIS_PROCESS): RetryStrategyV2 {
  let rate = Number.POSITIVE_INFINITY;
  let sent = 0;
  let nextAt = 0;
  let decreasedAt = Number.NEGATIVE_INFINITY;
  let queue: Promise<unknown> = Promise.resolve();

  const nextTurn = async () => {
    if (now() - nextAt > IDLE_RESET_MS) rate = Number.POSITIVE_INFINITY;
    if (nextAt > now()) await wait(nextAt - now());
    // Counted from now: time that was lost, for example while Lambda froze the function, does not allow a burst.
    nextAt = Math.max(nextAt, now()) + 1_000 / rate;
  };
  const attempt = async (retries: number): Promise<Attempt> => {
    // One after another, so that a decrease slows down the calls that are already waiting.
    queue = queue.then(nextTurn);
    await queue;
    sent += 1;
    return { sentAt: now(), index: sent, getRetryCount: () => retries, getRetryDelay: () => 0 };
  };
  const onThrottled = ({ sentAt, index }: Attempt) => {
    // Attempts that were under way at the last decrease may be throttled for the same reason.
    if (sentAt <= decreasedAt) return;
    decreasedAt = now();
    // The rate may be higher than what the callers use: then the rate at which they sent counts.
    const asked = ((sent - index + 1) * 1_000) / Math.max(1, decreasedAt - sentAt);
    rate = Math.max(MINIMUM_RATE, DECREASE_FACTOR * Math.min(rate, asked));
  };
  return {
    acquireInitialRetryToken: () => attempt(0),
    async refreshRetryTokenForRetry(token: RetryToken, { errorType, error }: RetryErrorInfo) {
      if (errorType === 'THROTTLING') onThrottled(token as Attempt);
      const retries = token.getRetryCount();
      // Whatever is thrown here, the SDK throws the error of the service.
      if (retries + 1 >= (ATTEMPTS[errorType] ?? 1)) throw error;
      await wait(random() * Math.min(MAXIMUM_DELAY_MS, FIRST_DELAY_MS * 2 ** retries));
      return attempt(retries + 1);
    },
    recordSuccess() {
      rate += INCREASE_PER_SUCCESS * Math.max(1, ((now() - decreasedAt) / RECOVERY_MS) ** 2);
    },
  };
}
