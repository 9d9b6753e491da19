/** The time of the sandbox: it stands still until it is moved, so that no test sleeps. */
export interface VirtualClock {
  now(): Date;
  /** Moves the time forward; a negative number is an error. */
  advance(milliseconds: number): void;
  /** Waits in virtual time: moves the clock forward at once, unless a scheduler has put its own function here. */
  wait: (milliseconds: number) => Promise<void>;
  /** A signal that aborts as soon as the clock has moved forward by so much. */
  deadlineIn(milliseconds: number): AbortSignal;
}

interface Deadline {
  readonly at: number;
  readonly controller: AbortController;
}

/** Makes a clock that shows `startAt` until it is moved. */
export function createVirtualClock(startAt: Date): VirtualClock {
  let time = startAt.getTime();
  let deadlines: readonly Deadline[] = [];

  const settleDeadlines = (): void => {
    const due = deadlines.filter(({ at }) => at <= time);
    deadlines = deadlines.filter(({ at }) => at > time);
    for (const { controller } of due) controller.abort();
  };

  const advance = (milliseconds: number): void => {
    if (!(milliseconds >= 0)) {
      throw new RangeError(`The clock moves forward by 0 milliseconds or more; received ${milliseconds}`);
    }
    time += milliseconds;
    settleDeadlines();
  };

  const deadlineIn = (milliseconds: number): AbortSignal => {
    const controller = new AbortController();
    deadlines = [...deadlines, { at: time + milliseconds, controller }];
    settleDeadlines();
    return controller.signal;
  };

  return {
    now: () => new Date(time),
    advance,
    wait: async (milliseconds) => advance(milliseconds),
    deadlineIn,
  };
}
