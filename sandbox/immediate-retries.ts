import type { RetryErrorInfo, RetryErrorType, RetryStrategyV2, RetryToken } from '@smithy/types';

/** What the SDK's standard strategy tries again; the SDK's own middleware says which error is of which type. */
const RETRYABLE: ReadonlySet<RetryErrorType> = new Set(['THROTTLING', 'TRANSIENT']);

/**
 * A retry strategy that tries as often as the SDK's standard one, and at once. The standard one goes through a timer of
 * the real clock even for a delay of zero, which would leave the order of concurrent calls to chance.
 */
export function immediateRetries(maxAttempts: number): RetryStrategyV2 {
  return {
    acquireInitialRetryToken: async () => tokenAfter(0),
    refreshRetryTokenForRetry: async (token: RetryToken, { errorType }: RetryErrorInfo) => {
      const retries = token.getRetryCount() + 1;
      // Any rejection makes the SDK's middleware throw the error that the service answered with.
      if (!RETRYABLE.has(errorType) || retries >= maxAttempts) throw new Error('No retry is left');
      return tokenAfter(retries);
    },
    recordSuccess: () => {},
  };
}

function tokenAfter(retries: number): RetryToken {
  return { getRetryCount: () => retries, getRetryDelay: () => 0 };
}
