import type { ConfigServiceClient } from '@aws-sdk/client-config-service';
import type { IAMClient } from '@aws-sdk/client-iam';
import type { Policy } from '../../policy/policy.ts';
import type { Failure } from '../errors.ts';
import type { Reporting } from '../parameters.ts';

/** The counts of a run. */
export interface Tally {
  users: number;
  keys: number;
  COMPLIANT: number;
  NON_COMPLIANT: number;
  NOT_APPLICABLE: number;
  /** Users that were deleted or renamed after they were listed. */
  vanished: number;
  /** Deleted users of which AWS Config still held a result. */
  retired: number;
  /** Users whose evaluation was not reported, because AWS Config already held the same one. */
  unchanged: number;
  readonly failures: Failure[];
}

/** What one invocation works with. */
export interface Run {
  readonly iam: IAMClient;
  readonly config: ConfigServiceClient;
  readonly configRuleName: string;
  readonly policy: Policy;
  readonly reporting: Reporting;
  /** The time at the beginning of the run, from which grace, protection and exemption are counted. */
  readonly now: Date;
  /** The time of the notification, by which AWS Config orders evaluations. */
  readonly notifiedAt: Date;
  readonly deadline: AbortSignal;
  /** How many users are read at once. */
  readonly concurrentUsers: number;
  /** What PutEvaluations wants of the invocation that it answers. */
  readonly resultToken: string;
  readonly tally: Tally;
}

/** A tally of zeros. */
export function emptyTally(): Tally {
  return {
    users: 0,
    keys: 0,
    COMPLIANT: 0,
    NON_COMPLIANT: 0,
    NOT_APPLICABLE: 0,
    vanished: 0,
    retired: 0,
    unchanged: 0,
    failures: [],
  };
}
