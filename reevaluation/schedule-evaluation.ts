import type { PostponedRule } from '../ledger/evaluations/start-evaluations.ts';
import { nextEvaluationMinute, scheduleNameOf } from './evaluation-minute.ts';
import { type ScheduleServices, scheduleOnce } from './schedules.ts';

/** The clients and functions that schedule an evaluation. */
export interface SchedulingServices extends ScheduleServices {
  /** The role with which EventBridge Scheduler invokes this function. */
  readonly schedulerRoleArn: string;
}

/** An evaluation to schedule, not before a time if one is given. */
export interface Attempt {
  readonly postponements: number;
  readonly notBefore?: Date;
}

/** The next attempt is for the rule that may be started first; only what AWS Config refuses is counted. */
export function nextAttempt(postponements: number, postponed: readonly PostponedRule[]): Attempt {
  const times = postponed.map(({ notBefore }) => notBefore);
  if (postponed.some(({ isRefused }) => isRefused)) return { postponements: postponements + 1 };
  if (times.includes(undefined)) return { postponements: 0 };
  const first = times.flatMap((at) => at ?? []).toSorted((a, b) => a.getTime() - b.getTime())[0];
  return first ? { postponements: 0, notBefore: first } : { postponements: 0 };
}

/**
 * Schedules an evaluation for the next minute; returns the name of its schedule, which invokes the function
 * `functionArn`. Throws the errors of EventBridge Scheduler and of the ledger.
 */
export async function scheduleEvaluation(
  services: SchedulingServices,
  functionArn: string,
  { postponements, notBefore }: Attempt,
): Promise<string> {
  const { schedulerRoleArn: roleArn, now } = services;
  const at = nextEvaluationMinute(notBefore && notBefore > now() ? notBefore : now());
  const name = scheduleNameOf(at);
  const input = { operation: 'StartEvaluations', postponements };
  await scheduleOnce(services, { name, at, functionArn, roleArn, input });
  // If the request ended after the minute began, the schedule of that name may have invoked the function
  // before the change.
  return now() < at
    ? name
    : scheduleEvaluation(services, functionArn, { postponements, ...(notBefore && { notBefore }) });
}
