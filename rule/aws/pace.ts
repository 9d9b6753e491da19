/** How fast IAM is read: its rate limit is unpublished and shared with all that runs in the account. */

/**
 * How the SDK retries. Adaptive: it slows down by itself as soon as AWS throttles, so that few calls are thrown away and
 * none is lost; measured in docs/performance.md against the standard mode.
 */
export const RETRIES = { retryMode: 'adaptive', maxAttempts: 8 } as const;

/**
 * How many users are read at once: as many as 50 calls a second need where a call takes 100 ms. With more of them under way,
 * more are thrown back at a time, and the SDK slows down further than it had to (docs/performance.md).
 */
export const CONCURRENT_USERS = 5;
