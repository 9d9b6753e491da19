/** The time of the sandbox. It moves only by `advance` and `wait`, so that no test sleeps. */
export interface VirtualClock {
  now(): Date;
  /** Moves the time forward; throws a `RangeError` for a negative number. */
  advance(milliseconds: number): void;
  /** Waits in virtual time: moves the clock forward at once. A test scheduler may replace this function. */
  wait: (milliseconds: number) => Promise<void>;
  /** Returns a signal that aborts when the clock has moved forward by this time. */
  deadlineIn(milliseconds: number): AbortSignal;
}

interface Deadline {
  readonly at: number;
  readonly controller: AbortController;
}

/** Creates a clock that starts at `startAt`. */
export function createVirtualClock(startAt: Date): VirtualClock {
  let time = startAt.getTime();
  let deadlines: Deadline[] = [];

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
    const at = time + milliseconds;
    if (at <= time) controller.abort();
    else deadlines.push({ at, controller });
    return controller.signal;
  };

  return {
    now: () => new Date(time),
    advance,
    wait: async (milliseconds) => advance(milliseconds),
    deadlineIn,
  };
}
