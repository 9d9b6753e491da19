import type { SchedulerClient } from '@aws-sdk/client-scheduler';
import { type ReevaluationClients, type StartedEvaluations, startEvaluations } from '../aws/config-rules.ts';
import type { Ledger } from '../ledger/table.ts';
import { noteTouch } from '../ledger/touches.ts';
import { describeError } from '../product/describe.ts';
import { PostponedTooLongError } from './errors.ts';
import { nextEvaluationMinute, scheduleNameOf } from './evaluation-minute.ts';
import type { Trigger } from './event.ts';
import { scheduleOnce } from './schedules.ts';

/** The clients and functions of a re-evaluation; created once per process. */
export interface ReevaluationServices extends ReevaluationClients {
  readonly scheduler: SchedulerClient;
  /** The ARN of the rule function: our rules are the ones that invoke it. */
  readonly ruleFunctionArn: string;
  /** The role with which EventBridge Scheduler invokes this function. */
  readonly schedulerRoleArn: string;
  readonly ledger: Ledger;
  readonly now: () => Date;
}

/** The result of a re-evaluation. */
export interface ReevaluationResult extends Partial<StartedEvaluations> {
  /** The IAM call that CloudTrail recorded, or `due`. */
  readonly trigger: string;
  /** The name of the schedule of the next evaluation, whichever run created it; empty if none is needed. */
  readonly scheduledFor: string;
  /** The key whose status the call changed, noted in the ledger; empty for any other trigger. */
  readonly touchedAccessKeyId: string;
}

/**
 * How many minutes in a row an evaluation may be postponed. An evaluation of the rule ends within Lambda's 15 minutes; if
 * the next one cannot be started within twice that time, somebody should be alarmed.
 */
export const MAX_POSTPONEMENTS = 30;

/**
 * A change schedules an evaluation, and all changes of a minute schedule the same one. When it is due, the evaluation is
 * started, or postponed to the next minute if AWS Config refuses it for now. `functionArn` is the function that the schedule
 * invokes. A change of a key's status is also noted in the ledger. Throws `PostponedTooLongError` after `MAX_POSTPONEMENTS`,
 * and the errors of AWS and of the ledger.
 */
export async function reevaluate(
  trigger: Trigger,
  services: ReevaluationServices,
  functionArn: string,
): Promise<ReevaluationResult> {
  const schedule = (postponements: number) => scheduleEvaluation(services, functionArn, postponements);
  if (trigger.kind === 'change') {
    const { eventName, mayChangeVerdict, touch } = trigger;
    // Neither may cost the other: without the note a deletion could go on. Lambda's retry notes the same touch.
    const [scheduled, noted] = await Promise.allSettled([
      mayChangeVerdict ? schedule(0) : '',
      touch && noteTouch(services.ledger, touch),
    ]);
    throwFailures(scheduled, noted);
    const scheduledFor = scheduled.status === 'fulfilled' ? scheduled.value : '';
    return { trigger: eventName, scheduledFor, touchedAccessKeyId: touch?.key ?? '' };
  }
  const evaluations = await startEvaluations(services, services.ruleFunctionArn);
  const { postponed } = evaluations;
  const scheduledFor =
    postponed.length > 0 ? await schedule(nextPostponement(trigger.postponements, postponed)) : '';
  return { trigger: 'due', ...evaluations, scheduledFor, touchedAccessKeyId: '' };
}

/** Throws the error of the only failure, or one that has the messages of both. */
function throwFailures(...results: readonly PromiseSettledResult<unknown>[]): void {
  const reasons = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
  if (reasons.length > 1) throw new AggregateError(reasons, reasons.map(describeError).join('; '));
  if (reasons.length === 1) throw reasons[0];
}

function nextPostponement(postponements: number, configRuleNames: readonly string[]): number {
  if (postponements < MAX_POSTPONEMENTS) return postponements + 1;
  throw new PostponedTooLongError(configRuleNames, MAX_POSTPONEMENTS);
}

/** Returns the name of the schedule that will start an evaluation. */
async function scheduleEvaluation(
  services: ReevaluationServices,
  functionArn: string,
  postponements: number,
): Promise<string> {
  const { scheduler, schedulerRoleArn: roleArn, now } = services;
  const at = nextEvaluationMinute(now());
  const name = scheduleNameOf(at);
  const input = { operation: 'StartEvaluations', postponements };
  await scheduleOnce(scheduler, { name, at, functionArn, roleArn, input });
  // If the request ended after the minute began, the schedule of that name may have invoked the function before the change.
  return now() < at ? name : scheduleEvaluation(services, functionArn, postponements);
}
