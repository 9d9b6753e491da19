import type { VirtualClock } from '../../../sandbox/clock.ts';
import type { Actors, Step } from './actors.ts';
import type { Landings } from './landings.ts';

/** An account with runs and people, in which one course of events takes place. */
export interface World {
  readonly clock: VirtualClock;
  readonly actors: Actors;
  readonly landings: Landings;
  /** The acts of people that are possible now, and that make a difference before this step. */
  acts(next: Step): readonly string[];
  act(what: string): Promise<void>;
  /**
   * Whether it makes a difference if another actor acts before this step; it always does, if it is not given.
   */
  readonly switchesBefore?: (next: Step) => boolean;
  /** Whether a request that lands late makes a difference before this step. */
  readonly landsBefore: (next: Step) => boolean;
  /** Whether a service may still show what was before its last change. */
  canBeOutdated(service: string): boolean;
  /** Looks at what the last step of an actor changed. */
  observe(by: string): Promise<void>;
  /**
   * The account, and what the promises need to know of the past: two courses with the same text go on alike.
   */
  text(): string;
  /** What the runs said at their end, a line each. */
  told(): readonly string[];
  /** The promises that were broken so far, each in a sentence. */
  broken(): readonly string[];
  /** Those that the end of the course breaks. */
  brokenAtTheEnd(): Promise<readonly string[]>;
}
