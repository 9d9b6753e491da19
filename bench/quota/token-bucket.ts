/** A limit as AWS describes its APIs': so many requests a second on average, and a burst beyond that. */
export interface TokenBucket {
  /** All tokens that it got so far, beyond those with which it began; those that ran over, too. */
  readonly given: () => number;
  /** Takes a token, if there is one. */
  take(): boolean;
}

/** Makes a full bucket that gets `rate` tokens a second just now and holds `burst`; `now` is in milliseconds. */
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
