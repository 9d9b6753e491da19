import { ConflictException, CreateScheduleCommand, type SchedulerClient } from '@aws-sdk/client-scheduler';
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

/**
 * Schedules one invocation of a function; the schedule deletes itself afterwards. Returns false if a schedule of this name
 * already exists: then that schedule invokes the function.
 */
export async function scheduleOnce(
  scheduler: SchedulerClient,
  { name, at, functionArn, roleArn, input }: ScheduledInvocation,
): Promise<boolean> {
  const request = new CreateScheduleCommand({
    GroupName: NAMES.scheduleGroup,
    Name: name,
    // `at(2026-01-15T09:30:00)`: without a zone, which is UTC unless said otherwise (Scheduler User Guide).
    ScheduleExpression: `at(${at.toISOString().slice(0, 19)})`,
    FlexibleTimeWindow: { Mode: 'OFF' },
    ActionAfterCompletion: 'DELETE',
    Target: { Arn: functionArn, RoleArn: roleArn, Input: JSON.stringify(input) },
  });
  try {
    await scheduler.send(request);
    return true;
  } catch (error) {
    if (error instanceof ConflictException) return false;
    throw error;
  }
}
