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
  const deadlines = createDeadlines();
  const advance = (milliseconds: number): void => {
    if (!(milliseconds >= 0)) {
      throw new RangeError(`The clock moves forward by 0 milliseconds or more; received ${milliseconds}`);
    }
    time += milliseconds;
    deadlines.settle(time);
  };
  return {
    now: () => new Date(time),
    advance,
    wait: async (milliseconds) => advance(milliseconds),
    deadlineIn: (milliseconds) => deadlines.add(time + milliseconds, time),
  };
}

function createDeadlines() {
  let deadlines: readonly Deadline[] = [];
  return {
    /** Returns a signal that aborts at a time; at once if the time is not after `now`. */
    add(at: number, now: number): AbortSignal {
      const controller = new AbortController();
      if (at <= now) controller.abort();
      else deadlines = [...deadlines, { at, controller }];
      return controller.signal;
    },
    /** Aborts the signals whose time has come. */
    settle(now: number): void {
      const due = deadlines.filter(({ at }) => at <= now);
      deadlines = deadlines.filter(({ at }) => at > now);
      for (const { controller } of due) controller.abort();
    },
  };
}
