import type { RetryErrorInfo, RetryErrorType, RetryStrategyV2, RetryToken } from '@smithy/types';

/**
 * The types of errors that the SDK's standard strategy retries; the SDK's middleware classifies each error.
 */
const RETRYABLE: ReadonlySet<RetryErrorType> = new Set(['THROTTLING', 'TRANSIENT']);

/**
 * A retry strategy with as many attempts as the SDK's standard one, and without delay. The standard one uses
 * a timer of the real clock even for a delay of zero, so that the order of concurrent calls would be random.
 */
export function immediateRetries(maxAttempts: number): RetryStrategyV2 {
  return {
    acquireInitialRetryToken: async () => tokenAfter(0),
    refreshRetryTokenForRetry: async (token: RetryToken, { errorType }: RetryErrorInfo) => {
      const retries = token.getRetryCount() + 1;
      // After any rejection here, the SDK's middleware throws the error of the service.
      if (!RETRYABLE.has(errorType) || retries >= maxAttempts) throw new Error('No retry is left');
      return tokenAfter(retries);
    },
    recordSuccess: () => {},
  };
}

function tokenAfter(retries: number): RetryToken {
  return { getRetryCount: () => retries, getRetryDelay: () => 0 };
}
