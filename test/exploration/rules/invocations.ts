import type { Actor, Actors } from '../engine/actors.ts';
import type { History } from './history.ts';

const MINUTE_MS = 60_000;

/**
 * A run that takes longer may fail: the minute that it schedules begins (reevaluation/evaluation-minute.ts).
 */
const LEAD_MS = 20_000;

/**
 * Lambda makes three attempts at an asynchronous invocation: the second one a minute after the first, the
 * third two after that.
 */
const ATTEMPTS = ['', 'b', 'c'];

/** An asynchronous invocation of a function. */
export interface Invocation {
  readonly name: string;
  /** When it comes, and when at the latest, in milliseconds. */
  readonly from: number;
  readonly byAtLatest: number;
  readonly lifeMs: number;
  /** What it is about. */
  readonly knows: string;
  /** Invokes the function: an error is a failure of it. */
  readonly invoke: (actor: Actor, attempt: number) => Promise<void>;
}

/** Where invocations are added. */
export interface Lambda {
  readonly actors: Actors;
  readonly history: History;
  /** In milliseconds. */
  readonly now: () => number;
}

/** Adds an invocation, and as many repetitions as fail or are ended. */
export function addInvocation(lambda: Lambda, invocation: Invocation, attempt = 0): void {
  const { actors, history, now } = lambda;
  const { name, lifeMs, invoke } = invocation;
  const repeat = (at: number) => {
    const from = at + (attempt + 1) * MINUTE_MS;
    const next = { ...invocation, from, byAtLatest: from + MINUTE_MS };
    if (attempt + 1 < ATTEMPTS.length) addInvocation(lambda, next, attempt + 1);
    else history.isExhausted = true;
  };
  actors.add({
    ...invocation,
    name: `${name}${ATTEMPTS[attempt]}`,
    lifeMs,
    perform: async (actor) => {
      const before = changesIn(history);
      try {
        await invoke(actor, attempt);
      } catch (error) {
        if (now() - (actor.endsAt - lifeMs) >= LEAD_MS) history.disturbances.add('a slow run');
        // A user is read again if a key is deleted meanwhile, and once only.
        if (changesIn(history) > before + 1) history.disturbances.add('changes during a run');
        if (history.disturbances.size === 0)
          history.broken.push(`a run that only met others failed: ${actor.name}: ${error}`);
        repeat(now());
      }
    },
    onKilled: repeat,
  });
}

const changesIn = ({ versions }: History): number =>
  [...versions.values()].reduce((sum, each) => sum + each, 0);
