import { DAY_MS } from '../../../policy/policy.ts';
import type { KeptRun } from './parse-receipt.ts';

/**
 * For how many days Systems Manager keeps an execution (AWS General Reference, "Systems Manager endpoints and
 * quotas").
 */
const EXECUTION_KEPT_DAYS = 30;

/**
 * For how many days after its run an execution is certainly kept: it may have waited for approval for the
 * default of 7 days before (infra/parameters/approval-parameters.ts), and AWS does not say whether the 30
 * days begin with its start or with its end.
 */
const EXECUTION_CERTAINLY_KEPT_DAYS = 23;

/** The executions of runs that Systems Manager still keeps, each once. */
export function keptExecutions(runs: readonly KeptRun[], now: Date): readonly string[] {
  return [...new Set(runs.filter((run) => isKept(run, now)).map(({ execution }) => execution))];
}

/** Whether a run has an execution that Systems Manager may still keep. */
export function isKept({ execution, at }: KeptRun, now: Date): boolean {
  return execution !== '' && now.getTime() - at.getTime() < EXECUTION_KEPT_DAYS * DAY_MS;
}

/** Whether Systems Manager must have the execution of a run. */
export function isCertainlyKept({ at }: KeptRun, now: Date): boolean {
  return now.getTime() - at.getTime() < EXECUTION_CERTAINLY_KEPT_DAYS * DAY_MS;
}
