import type { SchedulerClient } from '@aws-sdk/client-scheduler';
import { type ReevaluationClients, type StartedEvaluations, startEvaluations } from '../aws/config-rules.ts';
import { PostponedTooLongError } from './errors.ts';
import { nextEvaluationMinute, scheduleNameOf } from './evaluation-minute.ts';
import { readTrigger } from './event.ts';
import { scheduleOnce } from './schedules.ts';

/** What the re-evaluation needs of the world; made once per process. */
export interface ReevaluationServices extends ReevaluationClients {
  readonly scheduler: SchedulerClient;
  /** The rule function's ARN, by which our rules are found. */
  readonly ruleFunctionArn: string;
  /** The role that EventBridge Scheduler invokes this function with. */
  readonly schedulerRoleArn: string;
  readonly now: () => Date;
  /** Takes the one structured line of each run. */
  readonly log: (line: ReevaluationLine) => void;
}

/** What a run has to say for itself. */
export interface ReevaluationLine extends Partial<StartedEvaluations> {
  /** The IAM call that was heard of, or `due`. */
  readonly trigger: string;
  /** The minute for which an evaluation is scheduled, by this run or by one before; empty where none is needed. */
  readonly scheduledFor: string;
}

/** The part of Lambda's context that the re-evaluation uses. */
export interface LambdaContext {
  readonly invokedFunctionArn: string;
}

/**
 * How many minutes in a row an evaluation may be put off. A rule's evaluation ends within Lambda's 15 minutes; what
 * cannot be started after twice that is something to alarm about.
 */
export const MOST_POSTPONEMENTS = 30;

/**
 * Makes the handler that EventBridge and EventBridge Scheduler invoke: a change schedules an evaluation, all changes
 * of a minute the same one; when it is due it is started, or put off to the next minute where Config says not yet.
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

/** Answers the name of the schedule that provides for an evaluation. */
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
  // A request that took so long that the minute has begun may have met a schedule that has fired already.
  return now() < at ? name : scheduleEvaluation(services, functionArn, postponements);
}
