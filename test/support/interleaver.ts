import type { VirtualClock } from '../../sandbox/clock.ts';

/** One of several concurrent actors: a run of a function, or a person. */
export interface Actor {
  readonly name: string;
  /** Parks the actor until its turn: before each call to AWS, and before each action of a person. */
  readonly turn: () => Promise<void>;
  /** Parks the actor until this virtual time has passed. */
  readonly wait: (milliseconds: number) => Promise<void>;
}

/** Selects which of `n` parked actors continues: a number from 0 to n - 1. */
export type Choice = (n: number) => number;

interface Parked {
  readonly actor: string;
  readonly release: () => void;
  /** When the actor may continue; absent if it waits only for its turn. */
  readonly dueAt?: number;
}

/** Checks a scenario after each step; `actor` has just continued. */
export type Observer = (actor: string) => void;

/**
 * Runs actors one at a time, from park to park, in the order that `choose` selects: every interleaving of calls and
 * every delay of a call is possible, and the same choices give the same order. An actor must not have two pending calls.
 */
export function createInterleaver(clock: VirtualClock, choose: Choice) {
  const parked: Parked[] = [];
  const dead = new Set<string>();
  let running = 0;
  let onQuiet = (): void => {};

  function park(actor: string, dueAt?: number): Promise<void> {
    return new Promise((release) => {
      parked.push({ actor, release, ...(dueAt !== undefined && { dueAt }) });
      countAsStopped();
    });
  }

  function countAsStopped(): void {
    running -= 1;
    if (running === 0) onQuiet();
  }

  /** Starts an actor; it begins when it is chosen for the first time. */
  function start(name: string, perform: (actor: Actor) => Promise<unknown>): void {
    const turn = () => park(name);
    const wait = (milliseconds: number) => park(name, clock.now().getTime() + milliseconds);
    running += 1;
    const finished = turn().then(() => perform({ name, turn, wait }));
    // The interleaver ignores the result and the error of an actor; the actor must keep them itself.
    finished.then(countAsStopped, countAsStopped);
  }

  /** The actors that may continue: all that wait for a turn, and of those that wait for a time the earliest. */
  function candidates(): Parked[] {
    const alive = parked.filter((each) => !dead.has(each.actor));
    const [first] = alive
      .filter((each) => each.dueAt !== undefined)
      .sort((a, b) => (a.dueAt ?? 0) - (b.dueAt ?? 0));
    return alive.filter((each) => each.dueAt === undefined || each === first);
  }

  /** Resolves when no actor is running. */
  function quiet(): Promise<void> {
    return new Promise((resolve) => {
      onQuiet = resolve;
      if (running === 0) resolve();
    });
  }

  function next(): Parked | undefined {
    const choices = candidates();
    return choices.length === 0 ? undefined : choices[choose(choices.length)];
  }

  /** Runs until every actor has finished or is dead. */
  async function run(observe: Observer): Promise<void> {
    await quiet();
    for (let chosen = next(); chosen; chosen = next()) {
      parked.splice(parked.indexOf(chosen), 1);
      const { actor, release, dueAt = 0 } = chosen;
      clock.advance(Math.max(0, dueAt - clock.now().getTime()));
      running += 1;
      release();
      await quiet();
      observe(actor);
    }
  }

  return {
    start,
    run,
    /** Makes an actor never continue, as if its function had been killed. */
    kill: (name: string) => dead.add(name),
  };
}
