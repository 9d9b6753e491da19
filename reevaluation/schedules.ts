import {
  ConflictException,
  CreateScheduleCommand,
  type SchedulerClient,
  SchedulerServiceException,
  ThrottlingException,
} from '@aws-sdk/client-scheduler';
import { LedgerError } from '../ledger/errors.ts';
import { isScheduled, noteScheduled } from '../ledger/evaluations/scheduled-minutes.ts';
import type { Ledger } from '../ledger/table.ts';
import { NAMES } from '../product/names.ts';

/** One invocation of a function in the future. */
export interface ScheduledInvocation {
  readonly name: string;
  /** A full minute, which is EventBridge Scheduler's precision. */
  readonly at: Date;
  readonly functionArn: string;
  /** The role with which EventBridge Scheduler invokes the function. */
  readonly roleArn: string;
  readonly input: object;
}

/** What the creation of a schedule uses. */
export interface ScheduleServices {
  /** Has `maxAttempts: 1`: after a refusal, the ledger may show that another run has created the schedule. */
  readonly schedulerWithoutRetries: SchedulerClient;
  readonly ledger: Ledger;
  readonly now: () => Date;
  readonly wait: (milliseconds: number) => Promise<void>;
}

/** The pauses before further attempts, in milliseconds. */
const PAUSES_MS: readonly number[] = [500, 1_000, 2_000, 4_000];

/**
 * Schedules one invocation of a function, unless a schedule of this name exists: then that schedule invokes
 * the function. The schedule deletes itself afterwards.
 *
 * EventBridge Scheduler takes ten CreateSchedule requests of one name a second, and no more on request
 * (EventBridge Scheduler quotas), and a burst of changes has more. So whoever created the schedule notes it
 * in the ledger, and the others look there first.
 */
export async function scheduleOnce(services: ScheduleServices, schedule: ScheduledInvocation): Promise<void> {
  for (const pauseMs of PAUSES_MS) {
    if (await isScheduled(services.ledger, schedule.name)) return;
    if (await attemptCreation(services, schedule)) return;
    await services.wait(pauseMs);
  }
  await createSchedule(services, schedule);
}

/** Whether the schedule was created; throws the errors that are not worth another attempt. */
async function attemptCreation(services: ScheduleServices, schedule: ScheduledInvocation): Promise<boolean> {
  try {
    await createSchedule(services, schedule);
    return true;
  } catch (error) {
    if (!isWorthAnotherAttempt(error)) throw error;
    return false;
  }
}

/**
 * A throttled request, and one whose answer was lost or an error of the service; any other refusal, and the
 * ledger's, is for good.
 */
function isWorthAnotherAttempt(error: unknown): boolean {
  if (error instanceof LedgerError) return false;
  if (error instanceof ThrottlingException) return true;
  const { httpStatusCode: status = 0 } = error instanceof SchedulerServiceException ? error.$metadata : {};
  return status < 400 || status >= 500;
}

async function createSchedule(
  { schedulerWithoutRetries, ledger, now }: ScheduleServices,
  { name, at, functionArn, roleArn, input }: ScheduledInvocation,
): Promise<void> {
  const request = new CreateScheduleCommand({
    GroupName: NAMES.scheduleGroup,
    Name: name,
    // `at(2026-01-15T09:30:00)`: without a zone, which is UTC unless said otherwise (Scheduler User Guide).
    ScheduleExpression: `at(${at.toISOString().slice(0, 19)})`,
    FlexibleTimeWindow: { Mode: 'OFF' },
    ActionAfterCompletion: 'DELETE',
    Target: { Arn: functionArn, RoleArn: roleArn, Input: JSON.stringify(input) },
  });
  await schedulerWithoutRetries.send(request).catch((error: unknown) => {
    if (!(error instanceof ConflictException)) throw error;
  });
  await noteScheduled(ledger, name, now());
}
