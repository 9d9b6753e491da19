import type { ConfigServiceClient } from '@aws-sdk/client-config-service';
import type { IAMClient } from '@aws-sdk/client-iam';
import type { Policy } from '../../policy/policy.ts';
import type { Failure } from '../errors.ts';
import type { Reporting } from '../parameters.ts';

/** What a run has counted so far. */
export interface Tally {
  users: number;
  keys: number;
  COMPLIANT: number;
  NON_COMPLIANT: number;
  NOT_APPLICABLE: number;
  /** Users that were deleted or renamed between the listing and the reading. */
  vanished: number;
  /** Users that Config still held and the account no longer has. */
  retired: number;
  /** Users that Config was not told of, since it held the same verdict in the same words. */
  unchanged: number;
  readonly failures: Failure[];
}

/** Everything that one invocation works with. */
export interface Run {
  readonly iam: IAMClient;
  readonly config: ConfigServiceClient;
  readonly configRuleName: string;
  readonly policy: Policy;
  readonly reporting: Reporting;
  /** The clock at the beginning of the run: what grace, protection and exemption are measured against. */
  readonly now: Date;
  /** The notification's own time: what Config orders evaluations by. */
  readonly notifiedAt: Date;
  readonly deadline: AbortSignal;
  /** How many users are read at once. */
  readonly concurrentUsers: number;
  /** What PutEvaluations wants of the invocation that it answers. */
  readonly resultToken: string;
  readonly tally: Tally;
}

/** A tally before anything was counted. */
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
