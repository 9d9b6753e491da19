import type { VirtualClock } from '../../sandbox/clock.ts';

/** One of several things that happen at once: a run, or a person. */
export interface Actor {
  readonly name: string;
  /** Parks the actor until it is its turn: before each call to AWS, and before each act of a person. */
  readonly turn: () => Promise<void>;
  /** Parks the actor until so much virtual time has passed. */
  readonly wait: (milliseconds: number) => Promise<void>;
}

/** Decides which of `n` parked actors goes on: a number from 0 to n - 1. */
export type Choice = (n: number) => number;

interface Parked {
  readonly actor: string;
  readonly release: () => void;
  /** When the actor may go on; undefined if only its turn matters. */
  readonly dueAt?: number;
}

/** What a scenario looks at after each step; `actor` is the one that has just gone on. */
export type Observer = (actor: string) => void;

/**
 * Runs actors one at a time, from park to park, in an order that `choose` decides: any interleaving of calls, any
 * delay of a call while time passes, and always the same for the same choices. An actor must not have two calls under
 * way at once.
 */
export function createInterleaver(clock: VirtualClock, choose: Choice) {
  const parked: Parked[] = [];
  const dead = new Set<string>();
  let running = 0;
  let onQuiet = (): void => {};

  function park(actor: string, dueAt?: number): Promise<void> {
    return new Promise((release) => {
      parked.push({ actor, release, ...(dueAt !== undefined && { dueAt }) });
      leave();
    });
  }

  function leave(): void {
    running -= 1;
    if (running === 0) onQuiet();
  }

  /** Starts an actor; it takes its first step when it is chosen. */
  function start(name: string, act: (actor: Actor) => Promise<unknown>): void {
    const turn = () => park(name);
    const wait = (milliseconds: number) => park(name, clock.now().getTime() + milliseconds);
    running += 1;
    const finished = turn().then(() => act({ name, turn, wait }));
    // How an actor ends is its own affair: it must keep its result or error itself.
    finished.then(leave, leave);
  }

  /** Those who could go on: everybody whose turn it may be, and the one whose time comes first. */
  function candidates(): Parked[] {
    const alive = parked.filter((each) => !dead.has(each.actor));
    const [first] = alive
      .filter((each) => each.dueAt !== undefined)
      .sort((a, b) => (a.dueAt ?? 0) - (b.dueAt ?? 0));
    return alive.filter((each) => each.dueAt === undefined || each === first);
  }

  /** Resolves as soon as nobody runs. */
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
    /** The actor never goes on: the function was killed. */
    kill: (name: string) => dead.add(name),
  };
}
