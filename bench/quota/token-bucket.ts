/** A limit as AWS describes its APIs': so many requests a second on average, and a burst beyond that. */
export interface TokenBucket {
  /** Takes a token, if there is one. */
  take(): boolean;
}

/** Makes a full bucket that gets `rate` tokens a second and holds `burst`; `now` is in milliseconds. */
export function createTokenBucket(rate: number, burst: number, now: () => number): TokenBucket {
  let tokens = burst;
  let filledAt = now();
  return {
    take() {
      tokens = Math.min(burst, tokens + ((now() - filledAt) * rate) / 1_000);
      filledAt = now();
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
  };
}
