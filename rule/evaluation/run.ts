import type { ConfigServiceClient } from '@aws-sdk/client-config-service';
import type { IAMClient } from '@aws-sdk/client-iam';
import { CONCURRENT_USERS } from '../../aws/pace.ts';
import type { Policy } from '../../policy/policy.ts';
import type { Failure } from '../errors.ts';
import type { Invocation } from '../event.ts';
import { parseRuleParameters, type Reporting } from '../parameters.ts';
import { NO_WATCH, type VerdictWatch } from '../watch/verdict-watch.ts';
import { type RunTime, timeLimits } from './time-limits.ts';

/** The counts of a run. */
export interface Tally {
  users: number;
  keys: number;
  COMPLIANT: number;
  NON_COMPLIANT: number;
  NOT_APPLICABLE: number;
  /**
   * Users that were deleted or renamed after they were listed, and that were not judged under another name.
   */
  vanished: number;
  /** Deleted users of which AWS Config still held a result: two complete listings lack them. */
  retired: number;
  /** Users whose evaluation was not reported, because AWS Config already held the same one. */
  unchanged: number;
  /** Users whose all-clear was not reported, because a newer run has taken them on. */
  superseded: number;
  readonly failures: Failure[];
}

/** The clients and functions of the rule; created once per process. */
export interface EvaluationServices {
  readonly iam: IAMClient;
  readonly config: ConfigServiceClient;
  /** How many users are read at once; `CONCURRENT_USERS` by default. */
  readonly concurrentUsers?: number;
  readonly now: () => Date;
}

/** One evaluation of one user or of all users, from the notification of AWS Config to its tally. */
export interface Run extends Required<Omit<EvaluationServices, 'now'>> {
  readonly configRuleName: string;
  readonly policy: Policy;
  readonly reporting: Reporting;
  /** The time at the beginning of the run, from which grace, protection and exemption are counted. */
  readonly now: Date;
  /** The time of the notification, by which AWS Config orders evaluations. */
  readonly notifiedAt: Date;
  /** Aborts when the run has to stop reading. */
  readonly deadline: AbortSignal;
  readonly time: RunTime;
  /** The token by which PutEvaluations connects the evaluations with this invocation. */
  readonly resultToken: string;
  readonly tally: Tally;
  /** Sees every verdict, and is told whose evaluation AWS Config has taken. */
  readonly watch: VerdictWatch;
  /**
   * The users, as notes of the ledger name them, that a run of a newer notification has taken on meanwhile.
   */
  readonly usersOfNewerRuns: () => Promise<ReadonlySet<string>>;
}

/**
 * Begins a run, with a deadline that suits an account of few users.
 *
 * Throws `InvalidParameterError` for a rule parameter that is unknown or out of bounds.
 */
export function createRun(services: EvaluationServices, invocation: Invocation, time: RunTime): Run {
  const { iam, config, concurrentUsers = CONCURRENT_USERS, now } = services;
  const { notification, ruleParameters, resultToken, configRuleName } = invocation;
  const { notifiedAt } = notification;
  const parameters = parseRuleParameters(ruleParameters);
  const names = { configRuleName, resultToken };
  return {
    iam,
    config,
    concurrentUsers,
    ...parameters,
    ...names,
    notifiedAt,
    now: now(),
    time,
    deadline: time.deadlineIn(timeLimits(time.remainingMs(), 0).readingMs),
    tally: emptyTally(),
    watch: NO_WATCH,
    usersOfNewerRuns: async () => new Set(),
  };
}

function emptyTally(): Tally {
  return {
    users: 0,
    keys: 0,
    COMPLIANT: 0,
    NON_COMPLIANT: 0,
    NOT_APPLICABLE: 0,
    vanished: 0,
    retired: 0,
    unchanged: 0,
    superseded: 0,
    failures: [],
  };
}
