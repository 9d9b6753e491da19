import { noteChange } from '../ledger/evaluations/notes.ts';
import { startEvaluations } from '../ledger/evaluations/start-evaluations.ts';
import type { StartServices } from '../ledger/evaluations/start-rule.ts';
import { noteTouch } from '../ledger/touches.ts';
import { describeError } from '../product/describe.ts';
import { PostponedTooLongError } from './errors.ts';
import type { DueEvaluation, KeyChange, Trigger } from './event.ts';
import { nextAttempt, type SchedulingServices, scheduleEvaluation } from './schedule-evaluation.ts';

/** The clients and functions of a re-evaluation; created once per process. */
export interface ReevaluationServices extends StartServices, SchedulingServices {}

/** The result of a re-evaluation. */
export interface ReevaluationResult {
  /** The IAM call that CloudTrail recorded, or `due`. */
  readonly trigger: string;
  /** How many users were noted as changed. */
  readonly changedUsers: number;
  /** The names of the rules that were started, and of those that have to be started again. */
  readonly started: readonly string[];
  readonly postponed: readonly string[];
  /** The name of the schedule of the next evaluation, whichever run created it; empty if none is needed. */
  readonly scheduledFor: string;
  /** The key whose status the call changed, noted in the ledger; empty for any other trigger. */
  readonly touchedAccessKeyId: string;
}

/**
 * How many minutes in a row an evaluation may be postponed. An evaluation of the rule ends within Lambda's 15
 * minutes; if the next one cannot be started within twice that time, somebody should be alarmed.
 */
export const MAX_POSTPONEMENTS = 30;

/**
 * A change is noted in the ledger and schedules an evaluation, the same one for all changes of a minute. When
 * it is due, each rule that has changed users is started; those that AWS Config refuses for now are started a
 * minute later. `functionArn` is the function that the schedule invokes. A change of a key's status is noted
 * as a touch, too. Throws `PostponedTooLongError` after `MAX_POSTPONEMENTS`, and the errors of AWS and of the
 * ledger.
 */
export async function reevaluate(
  trigger: Trigger,
  services: ReevaluationServices,
  functionArn: string,
): Promise<ReevaluationResult> {
  return trigger.kind === 'change'
    ? noteAndSchedule(trigger, services, functionArn)
    : startDueEvaluations(trigger, services, functionArn);
}

const NOTHING_DONE = {
  changedUsers: 0,
  started: [],
  postponed: [],
  scheduledFor: '',
  touchedAccessKeyId: '',
};

async function noteAndSchedule(
  { eventName, changedUsers, touch }: KeyChange,
  services: ReevaluationServices,
  functionArn: string,
): Promise<ReevaluationResult> {
  const { ledger } = services;
  // Neither may cost the other: without the touch a deletion could go on. Lambda's retry notes the same
  // touch.
  const [scheduled, noted] = await Promise.allSettled([
    changedUsers.length > 0 ? noteUsers(changedUsers, services, functionArn) : '',
    touch && noteTouch(ledger, touch),
  ]);
  throwFailures(
    [scheduled, noted].flatMap((result) => (result.status === 'rejected' ? [result.reason] : [])),
  );
  const scheduledFor = scheduled.status === 'fulfilled' ? scheduled.value : '';
  return {
    ...NOTHING_DONE,
    trigger: eventName,
    changedUsers: changedUsers.length,
    scheduledFor,
    touchedAccessKeyId: touch?.key ?? '',
  };
}

/**
 * The users are noted first, so that the scheduled evaluation finds them. Returns the name of the schedule.
 */
async function noteUsers(
  names: readonly string[],
  services: ReevaluationServices,
  functionArn: string,
): Promise<string> {
  const { ledger, now, randomId } = services;
  for (const user of names) await noteChange(ledger, { user, at: now(), nonce: randomId() });
  return scheduleEvaluation(services, functionArn, { postponements: 0 });
}

async function startDueEvaluations(
  { postponements }: DueEvaluation,
  services: ReevaluationServices,
  functionArn: string,
): Promise<ReevaluationResult> {
  const { started, postponed, errors } = await startEvaluations(services);
  const names = postponed.map(({ configRuleName }) => configRuleName);
  const isTooLong = postponements >= MAX_POSTPONEMENTS && postponed.some(({ isRefused }) => isRefused);
  const scheduledFor =
    postponed.length > 0 && !isTooLong
      ? await scheduleEvaluation(services, functionArn, nextAttempt(postponements, postponed))
      : '';
  throwFailures([...errors, ...(isTooLong ? [new PostponedTooLongError(names, MAX_POSTPONEMENTS)] : [])]);
  return { ...NOTHING_DONE, trigger: 'due', started, postponed: names, scheduledFor };
}

/** Throws the error of the only failure, or one that has the messages of all. */
function throwFailures(reasons: readonly unknown[]): void {
  if (reasons.length > 1) throw new AggregateError(reasons, reasons.map(describeError).join('; '));
  if (reasons.length === 1) throw reasons[0];
}
