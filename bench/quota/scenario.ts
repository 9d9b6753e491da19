import { RETRIES } from '../../aws/pace.ts';
import type { SdkRetries } from '../../sandbox/clients.ts';
import type { Limit } from './limited-iam.ts';

/** The evaluation of a whole account while IAM limits the rate of calls. */
export interface Scenario extends Limit {
  readonly users: number;
  /** The share of users with two active keys. */
  readonly share: number;
  /** The SDK's own retries in place of the deployed rule's limiter; the limiter if not given. */
  readonly retries?: SdkRetries;
  readonly concurrentUsers?: number;
  /**
   * The average latency of a request, in milliseconds; single latencies differ from it by up to a half. 50 if
   * not given.
   */
  readonly latencyMs?: number;
}

/**
 * The pace of the rule without the limiter: the SDK's adaptive mode, with the number of concurrent users that
 * suits it best.
 */
export const ADAPTIVE = { retries: RETRIES, concurrentUsers: 5 } as const;
