/** How fast AWS is called: IAM's rate limit is unpublished and shared with all that runs in the account. */

/** How the SDK retries where it is not IAM that is called: IAM's client has the limiter of its own in limiter.ts. */
export const RETRIES = { retryMode: 'adaptive', maxAttempts: 8 } as const;

/**
 * How many users are read at once: as many as 50 calls a second need where a call takes 150 ms, and a few more. How many
 * calls a second become of it is for the limiter to say (docs/performance.md). Each listens to the run's deadline, and of more
 * than ten listeners Node would warn.
 */
export const CONCURRENT_USERS = 10;
