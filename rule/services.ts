import type { NotingLedger } from '../ledger/evaluations/rule-item.ts';
import type { EvaluationServices } from './evaluation/run.ts';

/** The clients and functions of the rule; created once per process. */
export interface RuleServices extends EvaluationServices {
  /** Returns a signal that aborts after this number of milliseconds. */
  readonly deadlineIn: (milliseconds: number) => AbortSignal;
  /** Undefined in a stack that has nothing to remember: then every run is a sweep. */
  readonly notes: NotingLedger | undefined;
  /** Whether the daily pass tells people of what a run sees. */
  readonly isWatching: boolean;
}
