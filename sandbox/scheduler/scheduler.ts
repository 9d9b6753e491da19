import type { CreateScheduleCommandInput } from '@aws-sdk/client-scheduler';
import { AwsError, type Operations } from '../api.ts';
import type { VirtualClock } from '../clock.ts';
import type { Functions } from '../functions.ts';
import { createNameQuota } from './name-quota.ts';

/** A schedule that has not been invoked yet. */
export interface PendingSchedule {
  readonly groupName: string;
  readonly name: string;
  readonly at: Date;
  readonly functionArn: string;
  /** JSON. */
  readonly input: string;
}

/**
 * The EventBridge Scheduler of an account: one-time schedules that invoke a function and delete themselves.
 */
export interface Scheduler {
  readonly operations: Operations;
  /** Creates a schedule group; the group `default` always exists. */
  addGroup(name: string): void;
  /** The schedules that are not due yet, the earliest first. */
  pending(): readonly PendingSchedule[];
  /**
   * Invokes the functions of all schedules that are due; returns the payloads of the functions that failed.
   */
  fireDue(): Promise<readonly string[]>;
}

/** The parts of an account that the scheduler uses. */
export interface SchedulerOptions {
  readonly clock: VirtualClock;
  readonly functions: Functions;
}

/** The group of every schedule that names no group (API reference, CreateSchedule). */
const DEFAULT_GROUP = 'default';

/** Creates the scheduler of an account, with the group `default` and no schedule. */
export function createScheduler({ clock, functions }: SchedulerOptions): Scheduler {
  const groups = new Set([DEFAULT_GROUP]);
  const countRequest = createNameQuota(clock);
  let schedules: readonly PendingSchedule[] = [];
  return {
    operations: {
      CreateSchedule(request: CreateScheduleCommandInput) {
        const schedule = parseSchedule(request);
        const { groupName } = schedule;
        countRequest(`${groupName}/${schedule.name}`);
        if (!groups.has(groupName)) throw noSuchGroup(groupName);
        if (schedule.at <= clock.now()) throw invalid(`${request.ScheduleExpression} is not in the future.`);
        if (schedules.some((other) => isSame(other, schedule))) throw alreadyThere(schedule.name);
        schedules = [...schedules, schedule].sort((a, b) => a.at.getTime() - b.at.getTime());
        return { ScheduleArn: `arn:aws:scheduler:::schedule/${groupName}/${schedule.name}` };
      },
    },
    addGroup: (name) => groups.add(name),
    pending: () => schedules,
    async fireDue() {
      const due = schedules.filter(({ at }) => at <= clock.now());
      schedules = schedules.filter(({ at }) => at > clock.now());
      return invokeInOrder(functions, due);
    },
  };
}

/** Invokes the function of each schedule, one after another, and returns the errors. */
async function invokeInOrder(functions: Functions, due: readonly PendingSchedule[]): Promise<string[]> {
  const results = [];
  for (const { functionArn, input } of due) {
    results.push(await functions.invoke(functionArn, JSON.parse(input)));
  }
  return results.filter(({ FunctionError }) => FunctionError).map(({ Payload }) => Payload);
}

/**
 * Parses a schedule of the one kind that the sandbox supports: it runs once, in UTC, and deletes itself;
 * throws for others.
 */
function parseSchedule({
  GroupName = DEFAULT_GROUP,
  Name,
  ScheduleExpression,
  Target,
  ...rest
}: CreateScheduleCommandInput): PendingSchedule {
  const [, time] = /^at\((\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\)$/.exec(ScheduleExpression ?? '') ?? [];
  if (!time || rest.ActionAfterCompletion !== 'DELETE') {
    throw new Error('The sandbox serves schedules that are at(...) a time and delete themselves afterwards');
  }
  const { Arn: functionArn = '', Input: input = '{}' } = Target ?? {};
  return { groupName: GroupName, name: Name ?? '', at: new Date(`${time}Z`), functionArn, input };
}

/** The name of a schedule is unique within its group (API reference, CreateSchedule). */
function isSame(one: PendingSchedule, other: PendingSchedule): boolean {
  return one.groupName === other.groupName && one.name === other.name;
}

function noSuchGroup(name: string): AwsError {
  return new AwsError('ResourceNotFoundException', `Schedule group ${name} does not exist.`, 404);
}

function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message);
}

function alreadyThere(name: string): AwsError {
  return new AwsError('ConflictException', `Schedule ${name} already exists.`, 409);
}
