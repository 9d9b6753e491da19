/**
 * A rate limit as AWS describes those of its APIs: an average number of requests per second, and a burst
 * beyond it.
 */
export interface TokenBucket {
  /**
   * The number of tokens added so far, without the initial ones; includes tokens that a full bucket could not
   * keep.
   */
  readonly given: () => number;
  /** Takes a token and returns true, or returns false if the bucket is empty. */
  take(): boolean;
}

/**
 * Creates a full bucket of `burst` tokens to which `rate()` tokens are added per second; `now` returns
 * milliseconds.
 */
export function createTokenBucket(rate: () => number, burst: number, now: () => number): TokenBucket {
  let tokens = burst;
  let filledAt = now();
  let given = 0;
  return {
    given: () => given,
    take() {
      const more = ((now() - filledAt) * rate()) / 1_000;
      given += more;
      tokens = Math.min(burst, tokens + more);
      filledAt = now();
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
  };
}
