import type { Trigger } from './event.ts';
import type { FindingsRun } from './update-or-remediate.ts';

/** The result of a run, which is its structured log line. */
export interface SecurityHubLine extends Pick<FindingsRun, 'updated' | 'left' | 'chosen'> {
  readonly trigger: Trigger['kind'];
  /** The ids of the findings that could not be read or updated. */
  readonly failed: readonly string[];
}

/** The log line of a run; of a failure it has the finding only, since the error of the run has the cause. */
export function securityHubLineOf(
  { kind: trigger }: Trigger,
  { updated, left, chosen, failures }: FindingsRun,
): SecurityHubLine {
  const failed = failures.map(({ findingId }) => findingId);
  return { trigger, updated, left, chosen, failed };
}
