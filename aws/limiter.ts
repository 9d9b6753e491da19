/**
 * How IAM's client paces and repeats its calls: as a retry strategy of the SDK, which asks it before each attempt and tells
 * it how each one ended. How fast IAM serves is not published and changes, so it is found out: as fast as the callers
 * ask until IAM throttles, then a little slower each time it does and a little faster with each answer.
 */

import type { RetryErrorInfo, RetryErrorType, RetryStrategyV2, RetryToken } from '@smithy/types';

/** Time and chance, as the limiter sees them. */
export interface LimiterEnvironment {
  /** Milliseconds of a clock that is never put back. */
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
 * How often a call is tried, by what it met last; once what is not here. Of throttling a call may meet a lot through no
 * fault of its own, where others take more than IAM gives; it ends all the same.
 */
const ATTEMPTS: Partial<Record<RetryErrorType, number>> = { TRANSIENT: 8, THROTTLING: 16 };

/** The part of the rate that is left by a cut, and what each answer adds, in calls a second: two percent each second. */
const DECREASE_FACTOR = 0.85;
const INCREASE_PER_SUCCESS = 0.02;

/**
 * The longer nothing was thrown back, beyond so many milliseconds, the faster the rate grows: where IAM gave nothing for a
 * few seconds, cut upon cut has brought it far below what IAM gives again.
 */
const RECOVERY_MS = 5_000;

/** Calls a second, at least. */
const MINIMUM_RATE = 1;

/** After so many milliseconds without a call the rate is forgotten: IAM has had time, and Lambda may have been frozen. */
const IDLE_RESET_MS = 60_000;

/**
 * The delay before a call is tried again is random, up to so many milliseconds after the first failure and twice as many
 * after each further one, but no more than the most.
 */
const FIRST_DELAY_MS = 100;
const MAXIMUM_DELAY_MS = 20_000;

/** An attempt that was let go: when, and as which of all. */
interface Attempt extends RetryToken {
  readonly sentAt: number;
  readonly index: number;
}

/** Makes the limiter of one client; whoever uses the client shares its pace. */
export function createLimiter({ now, wait, random } = THIS_PROCESS): RetryStrategyV2 {
  let rate = Number.POSITIVE_INFINITY;
  let sent = 0;
  let nextAt = 0;
  let decreasedAt = Number.NEGATIVE_INFINITY;
  let queue: Promise<unknown> = Promise.resolve();

  const turn = async () => {
    if (now() - nextAt > IDLE_RESET_MS) rate = Number.POSITIVE_INFINITY;
    if (nextAt > now()) await wait(nextAt - now());
    // From now on: time that was lost, to a frozen function for one, is not made up for by a burst.
    nextAt = Math.max(nextAt, now()) + 1_000 / rate;
  };
  const attempt = async (retries: number): Promise<Attempt> => {
    // One after the other, so that a cut slows down those who already wait.
    queue = queue.then(turn);
    await queue;
    sent += 1;
    return { sentAt: now(), index: sent, getRetryCount: () => retries, getRetryDelay: () => 0 };
  };
  const onThrottled = ({ sentAt, index }: Attempt) => {
    // All that were under way at the last cut may be thrown back for the same reason.
    if (sentAt <= decreasedAt) return;
    decreasedAt = now();
    // The rate may have grown beyond what the callers ask for: then what was sent since counts.
    const asked = ((sent - index + 1) * 1_000) / Math.max(1, decreasedAt - sentAt);
    rate = Math.max(MINIMUM_RATE, DECREASE_FACTOR * Math.min(rate, asked));
  };
  return {
    acquireInitialRetryToken: () => attempt(0),
    async refreshRetryTokenForRetry(token: RetryToken, { errorType, error }: RetryErrorInfo) {
      if (errorType === 'THROTTLING') onThrottled(token as Attempt);
      const retries = token.getRetryCount();
      // Whatever is thrown here, the SDK throws what the service answered with.
      if (retries + 1 >= (ATTEMPTS[errorType] ?? 1)) throw error;
      await wait(random() * Math.min(MAXIMUM_DELAY_MS, FIRST_DELAY_MS * 2 ** retries));
      return attempt(retries + 1);
    },
    recordSuccess() {
      rate += INCREASE_PER_SUCCESS * Math.max(1, ((now() - decreasedAt) / RECOVERY_MS) ** 2);
    },
  };
}
