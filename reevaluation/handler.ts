import type { SchedulerClient } from '@aws-sdk/client-scheduler';
import { type ReevaluationClients, type StartedEvaluations, startEvaluations } from '../aws/config-rules.ts';
import { PostponedTooLongError } from './errors.ts';
import { nextEvaluationMinute, scheduleNameOf } from './evaluation-minute.ts';
import { readTrigger } from './event.ts';
import { scheduleOnce } from './schedules.ts';

/** What the handler uses; created once per process. */
export interface ReevaluationServices extends ReevaluationClients {
  readonly scheduler: SchedulerClient;
  /** The ARN of the rule function: our rules are the ones that name it. */
  readonly ruleFunctionArn: string;
  /** The role with which EventBridge Scheduler invokes this function. */
  readonly schedulerRoleArn: string;
  readonly now: () => Date;
  /** Writes the structured log line of a run. */
  readonly log: (line: ReevaluationLine) => void;
}

/** The log line of a run. */
export interface ReevaluationLine extends Partial<StartedEvaluations> {
  /** The IAM call that CloudTrail recorded, or `due`. */
  readonly trigger: string;
  /** The name of the schedule of the next evaluation, whichever run created it; empty if none is needed. */
  readonly scheduledFor: string;
}

/** The part of Lambda's context that the re-evaluation uses. */
export interface LambdaContext {
  readonly invokedFunctionArn: string;
}

/**
 * How many minutes in a row an evaluation may be postponed. An evaluation of the rule ends within Lambda's 15 minutes; if
 * the next one cannot be started within twice that time, somebody should be alarmed.
 */
export const MOST_POSTPONEMENTS = 30;

/**
 * Makes the handler that EventBridge and EventBridge Scheduler invoke. A change schedules an evaluation, and all changes of a
 * minute schedule the same one. When it is due, the evaluation is started, or postponed to the next minute if AWS Config
 * refuses it for now.
 */
export function createReevaluationHandler(services: ReevaluationServices) {
  return async (event: unknown, { invokedFunctionArn }: LambdaContext): Promise<ReevaluationLine> => {
    const trigger = readTrigger(event);
    const schedule = (postponements: number) =>
      scheduleEvaluation(services, invokedFunctionArn, postponements);
    let line: ReevaluationLine;
    if (trigger.kind === 'change') {
      line = { trigger: trigger.eventName, scheduledFor: trigger.matters ? await schedule(0) : '' };
    } else {
      const evaluations = await startEvaluations(services, services.ruleFunctionArn);
      const { notYet } = evaluations;
      const scheduledFor = notYet.length > 0 ? await schedule(next(trigger.postponements, notYet)) : '';
      line = { trigger: 'due', ...evaluations, scheduledFor };
    }
    services.log(line);
    return line;
  };
}

function next(postponements: number, notYet: readonly string[]): number {
  if (postponements < MOST_POSTPONEMENTS) return postponements + 1;
  throw new PostponedTooLongError(notYet, MOST_POSTPONEMENTS);
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
  // If the request took until the minute began, the schedule of that name may have fired before.
  return now() < at ? name : scheduleEvaluation(services, functionArn, postponements);
}
