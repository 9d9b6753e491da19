import type { Call } from '../../../sandbox/api.ts';
import type { VirtualClock } from '../../../sandbox/clock.ts';
import { digest } from './digest.ts';
import type { Repeating, Treatment } from './treatments.ts';

/** What an actor does next: an attempt of a call, or the end of a pause. */
export interface Step {
  /** Not before this time, in milliseconds. */
  readonly from: number;
  /** Undefined for a pause, and for the beginning of an actor. */
  readonly call: Call | undefined;
  readonly repeating: Repeating;
  readonly go: (treatment: Treatment | undefined) => void;
}

/** Somebody who acts one step at a time: a run of a function, or what brings about such a run. */
export interface Actor {
  readonly name: string;
  /**
   * The steps that wait for their turn, in their order; an actor without any has ended, or has been killed.
   */
  readonly pending: readonly Step[];
  readonly hasBegun: boolean;
  /** When Lambda ends it, in milliseconds; infinite until it begins. */
  readonly endsAt: number;
  /**
   * When it begins at the latest, in milliseconds; infinite where nothing hurries it, and as soon as it has
   * begun.
   */
  readonly beginsBy: number;
  /** Waits for the turn of an attempt, and returns what is to become of it. */
  readonly turn: (call: Call, repeating: Repeating) => Promise<Treatment | undefined>;
  readonly wait: (milliseconds: number) => Promise<void>;
  /** Tells what the actor has learned, on which alone depends what it does next. */
  readonly learn: (answer: string) => void;
}

/** An actor to add. */
export interface NewActor {
  readonly name: string;
  /** When it begins at the earliest, in milliseconds. */
  readonly from: number;
  /** When it begins at the latest, in milliseconds; never, if it is not given. */
  readonly byAtLatest?: number;
  /** For how long Lambda lets it run. */
  readonly lifeMs: number;
  /** What it knows before it begins; nothing, if it is not given. */
  readonly knows?: string;
  /** Must not reject. */
  readonly perform: (actor: Actor) => Promise<void>;
  /** Called when Lambda ends it, with the time in milliseconds. */
  readonly onKilled?: (at: number) => void;
}

/** The actors of a course of events. */
export interface Actors {
  readonly all: readonly Actor[];
  add(actor: NewActor): void;
  /**
   * Makes the first pending step of an actor, and returns when everything that follows waits for a turn, too.
   */
  step(actor: Actor, treatment?: Treatment): Promise<void>;
  /** Takes an actor away that has not begun, and never will. */
  remove(actor: Actor): void;
  /** Ends an actor that acts, as Lambda ends a function: nothing of it happens any more. */
  kill(actor: Actor): void;
  /** What the actors do next depends on this text and the account alone. */
  text(): string;
}

interface MutableActor extends Actor {
  pending: Step[];
  hasBegun: boolean;
  endsAt: number;
  beginsBy: number;
  hasEnded: boolean;
  memory: number;
  readonly onKilled: (at: number) => void;
}

/** Creates a course of events without actors. */
export function createActors(clock: VirtualClock): Actors {
  const all: MutableActor[] = [];
  const now = () => clock.now().getTime();
  return {
    all,
    add: (actor) => void all.push(createActor(actor, now)),
    async step(actor, treatment) {
      const found = all.find((each) => each === actor);
      const step = found?.pending.shift();
      if (!found || !step) throw new Error(`Expected an actor with a step; received ${actor.name}`);
      clock.advance(Math.max(0, step.from - now()));
      found.memory = digest(String(now()), found.memory);
      step.go(treatment);
      await settled();
    },
    remove(actor) {
      const found = all.find((each) => each === actor);
      if (found) found.pending = [];
    },
    kill(actor) {
      const found = all.find((each) => each === actor);
      if (!found || found.hasEnded) return;
      found.hasEnded = true;
      found.pending = [];
      found.onKilled(Math.min(found.endsAt, now()));
    },
    text: () =>
      all
        .filter(({ pending }) => pending.length > 0)
        .map(
          ({ name, memory, pending, beginsBy }) =>
            `${name}:${memory}:${beginsBy}:${pending.map(({ from }) => from)}`,
        )
        .join(' '),
  };
}

function createActor(
  { name, from, byAtLatest, lifeMs, knows = '', perform, onKilled = () => {} }: NewActor,
  now: () => number,
): MutableActor {
  const park = (step: Omit<Step, 'go'>) =>
    new Promise<Treatment | undefined>((go) => {
      actor.pending.push({ ...step, go });
    });
  const pause = { call: undefined, repeating: 'makes one attempt' } as const;
  const actor: MutableActor = {
    name,
    pending: [],
    hasBegun: false,
    endsAt: Number.POSITIVE_INFINITY,
    beginsBy: byAtLatest ?? Number.POSITIVE_INFINITY,
    hasEnded: false,
    memory: digest(knows),
    onKilled,
    turn: (call, repeating) => park({ from: now(), call, repeating }),
    wait: async (milliseconds) => void (await park({ from: now() + milliseconds, ...pause })),
    learn: (answer) => {
      actor.memory = digest(answer, actor.memory);
    },
  };
  void park({ from, ...pause }).then(() => {
    actor.hasBegun = true;
    actor.endsAt = now() + lifeMs;
    actor.beginsBy = Number.POSITIVE_INFINITY;
    return perform(actor).then(() => {
      actor.hasEnded = true;
    });
  });
  return actor;
}

/** Resolves when no promise is left that could go on by itself: the code under test has no other timers. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
