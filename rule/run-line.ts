import type { Run, Tally } from './evaluation/run.ts';

/** The log line of a run. */
export interface RunLine extends Omit<Tally, 'failures'> {
  readonly configRuleName: string;
  /** How many steps failed; the message of `IncompleteRunError` names the first of them. */
  readonly failures: number;
  /** Attempts sent to AWS, retries included. */
  readonly calls: number;
  readonly milliseconds: number;
}

/** The log line of a run that ended at `endedAt`, after this number of calls. */
export function runLineOf({ configRuleName, tally, now }: Run, calls: number, endedAt: Date): RunLine {
  const { failures, ...counts } = tally;
  const milliseconds = endedAt.getTime() - now.getTime();
  return { configRuleName, ...counts, failures: failures.length, calls, milliseconds };
}
