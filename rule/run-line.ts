import type { RunResult } from './assignment/run-assigned.ts';
import type { Run, Tally } from './evaluation/run.ts';

/** The log line of a run. */
export interface RunLine extends Omit<Tally, 'failures'>, RunResult {
  readonly configRuleName: string;
  /** How many steps failed; the message of `IncompleteRunError` names the first of them. */
  readonly failures: number;
  /** Attempts sent to IAM and AWS Config, retries included. */
  readonly calls: number;
  readonly milliseconds: number;
}

/** The log line of a run. `calls` is the number of attempts sent to IAM and AWS Config. */
export function runLineOf(
  { configRuleName, tally, now }: Run,
  result: RunResult,
  { calls, endedAt }: { readonly calls: number; readonly endedAt: Date },
): RunLine {
  const { failures, ...counts } = tally;
  const milliseconds = endedAt.getTime() - now.getTime();
  return { configRuleName, ...result, ...counts, failures: failures.length, calls, milliseconds };
}
