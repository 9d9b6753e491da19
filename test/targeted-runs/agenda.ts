import type { VirtualClock } from '../../sandbox/clock.ts';
import type { Scheduler } from '../../sandbox/scheduler/scheduler.ts';

/** Something that happens at a time. */
type Action = () => Promise<void>;

/** What is going to happen in an account, in the order of time. */
export interface Agenda {
  /** Adds an action after this number of milliseconds. */
  after(milliseconds: number, action: Action): void;
  /** Lets time pass, with everything that happens meanwhile, schedules of EventBridge Scheduler included. */
  pass(milliseconds: number): Promise<void>;
}

/** Creates an agenda without actions. */
export function createAgenda(clock: VirtualClock, scheduler: Scheduler): Agenda {
  const entries: { readonly at: number; readonly action: Action }[] = [];
  const nextAt = () =>
    Math.min(
      ...entries.map(({ at }) => at),
      ...scheduler.pending().map(({ at }) => at.getTime()),
      Number.POSITIVE_INFINITY,
    );
  const takeDue = (now: number) => {
    const index = entries.findIndex(({ at }) => at <= now);
    return index < 0 ? undefined : entries.splice(index, 1)[0];
  };
  return {
    after(milliseconds, action) {
      entries.push({ at: clock.now().getTime() + milliseconds, action });
      entries.sort((a, b) => a.at - b.at);
    },
    async pass(milliseconds) {
      const until = clock.now().getTime() + milliseconds;
      for (let at = nextAt(); at <= until; at = nextAt()) {
        clock.advance(Math.max(0, at - clock.now().getTime()));
        await scheduler.fireDue();
        for (let due = takeDue(at); due; due = takeDue(at)) await due.action();
      }
      clock.advance(Math.max(0, until - clock.now().getTime()));
    },
  };
}

/** Waits on the agenda of the account: other things happen meanwhile. */
export type Pause = (milliseconds: number) => Promise<void>;

/**
 * Begins a course of actions; resolves when it pauses or ends. Each continuation is an action of the agenda.
 */
export function begin(agenda: Agenda, course: (pause: Pause) => Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    let endStep = resolve;
    const pause: Pause = (milliseconds) =>
      new Promise((resume) => {
        agenda.after(milliseconds, () => {
          const step = new Promise<void>((next) => {
            endStep = next;
          });
          resume();
          return step;
        });
        endStep();
      });
    course(pause).then(() => endStep(), reject);
  });
}
