/**
 * A rate limiter for a client, in the form of an SDK retry strategy: the SDK asks it before each attempt and
 * reports how each attempt ended. The rate is that of `aimd-rate.ts`.
 */

import type { RetryErrorInfo, RetryErrorType, RetryStrategyV2, RetryToken } from '@smithy/types';
import { type AimdRate, createAimdRate, type SentAttempt } from './aimd-rate.ts';

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
  random: () => Math.random(),
};

/** What a limiter allows. */
export interface CallLimits {
  /** In calls a second; `Infinity` for a service whose limit is not published. */
  readonly highestRate: number;
  /**
   * How often a call is attempted, by the type of its last error; an error of another type is not retried.
   */
  readonly attempts: Partial<Readonly<Record<RetryErrorType, number>>>;
}

/**
 * IAM publishes no rate. Throttling has the most attempts, since other callers in the account can use up the
 * rate; it has a limit, so that every call ends.
 */
const IAM_LIMITS: CallLimits = {
  highestRate: Number.POSITIVE_INFINITY,
  attempts: { TRANSIENT: 8, THROTTLING: 16 },
};

/**
 * After this number of milliseconds without a call the rate is reset: IAM has recovered, and Lambda may have
 * frozen the function.
 */
const IDLE_RESET_MS = 60_000;

/**
 * The delay before a retry is random: at most this number of milliseconds after the first failure, twice as
 * many after each further failure, and never more than the maximum.
 */
const FIRST_DELAY_MS = 100;
const MAXIMUM_DELAY_MS = 20_000;

/** The token of an attempt, which the SDK hands back when the attempt has failed. */
interface AttemptToken extends RetryToken, SentAttempt {}

/** Creates the limiter of one client, by default that of IAM; all callers of the client share its rate. */
export function createLimiter(
  { now, wait, random }: LimiterEnvironment = THIS_PROCESS,
  { highestRate, attempts }: CallLimits = IAM_LIMITS,
): RetryStrategyV2 {
  const rate = createAimdRate(now, highestRate);
  const nextTurn = createTurns({ now, wait }, rate);

  const attempt = async (retries: number): Promise<AttemptToken> => {
    await nextTurn();
    return { ...rate.recordAttempt(), getRetryCount: () => retries, getRetryDelay: () => 0 };
  };
  return {
    acquireInitialRetryToken: () => attempt(0),
    async refreshRetryTokenForRetry(token: RetryToken, { errorType, error }: RetryErrorInfo) {
      if (errorType === 'THROTTLING') rate.recordThrottling(token as AttemptToken);
      const retries = token.getRetryCount();
      // Whatever is thrown here, the SDK throws the error of the service.
      if (retries + 1 >= (attempts[errorType] ?? 1)) throw error;
      await wait(random() * Math.min(MAXIMUM_DELAY_MS, FIRST_DELAY_MS * 2 ** retries));
      return attempt(retries + 1);
    },
    recordSuccess: () => rate.recordSuccess(),
  };
}

/** Returns a function that resolves when the next attempt may be sent. */
function createTurns(
  { now, wait }: Pick<LimiterEnvironment, 'now' | 'wait'>,
  rate: AimdRate,
): () => Promise<void> {
  let nextAt = 0;
  let queue: Promise<void> = Promise.resolve();

  const takeTurn = async () => {
    if (now() - nextAt > IDLE_RESET_MS) rate.reset();
    if (nextAt > now()) await wait(nextAt - now());
    // Counted from now: time that was lost, for example while Lambda froze the function, does not allow a
    // burst.
    nextAt = Math.max(nextAt, now()) + rate.interval();
  };
  return () => {
    // One after another, so that a decrease slows down the calls that are already waiting.
    queue = queue.then(takeTurn);
    return queue;
  };
}
