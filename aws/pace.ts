/**
 * How fast AWS is called: IAM's rate limit is not published, and everything that runs in the account shares
 * it.
 */

/**
 * The SDK's own retries, for every service but IAM and CloudTrail, whose clients have the limiter of
 * limiter.ts.
 */
export const RETRIES = { retryMode: 'adaptive', maxAttempts: 8 } as const;

/**
 * How many users are read at once. Seven or eight are enough for 50 calls a second where a call takes 150 ms
 * (docs/performance.md); the limiter decides how many calls a second are made. Not more than ten: each of
 * them listens to the deadline of the run, and Node.js warns about the eleventh listener.
 */
export const CONCURRENT_USERS = 10;
