import { allowsAll, type Bounds, spend } from './bounds.ts';
import { digest } from './digest.ts';
import { deviationsAt, kindAt, type Place, play } from './play.ts';
import type { Schedule } from './schedule.ts';
import type { World } from './world.ts';

/** What is explored, and how far; a search ends with the first schedule that breaks a promise. */
export interface Search {
  readonly createWorld: () => World;
  readonly bounds: Bounds;
  /** How many schedules are played at most; all within the bounds by default. */
  readonly maxSchedules?: number;
  /** Asked before each schedule. */
  readonly isTimeLeft?: () => boolean;
}

/** A schedule that breaks promises: none within the bounds has fewer deviations. */
export interface BrokenPromise {
  readonly schedule: Schedule;
  readonly broken: readonly string[];
}

/** What a search found. */
export interface Found {
  readonly schedules: number;
  readonly states: number;
  /**
   * Whether every schedule within the bounds was played, or leads to a state from which everything was
   * played.
   */
  readonly isComplete: boolean;
  readonly broken: readonly BrokenPromise[];
}

interface Waiting {
  readonly schedule: Schedule;
  readonly left: Bounds;
}

/**
 * Plays the schedules within the bounds, those with fewer deviations first. A course ends where it comes to a
 * state in which an earlier one was with as much left of the bounds: from there on everything is played
 * already.
 */
export async function search({
  createWorld,
  bounds,
  maxSchedules = Number.POSITIVE_INFINITY,
  isTimeLeft = () => true,
}: Search): Promise<Found> {
  const states = createStates();
  const broken: BrokenPromise[] = [];
  let schedules = 0;
  const playOne = async (waiting: Waiting): Promise<readonly Waiting[]> => {
    const children: Waiting[] = [];
    schedules += 1;
    const course = await play(createWorld(), waiting.schedule, (place) => {
      if (states.isKnown(place, waiting.left)) return false;
      for (const child of childrenAt(place, waiting)) children.push(child);
      return true;
    });
    if (course.broken.length > 0) broken.push({ schedule: waiting.schedule, broken: course.broken });
    return children;
  };
  const isOver = () => broken.length > 0 || schedules >= maxSchedules || !isTimeLeft();
  let level: readonly Waiting[] = [{ schedule: [], left: bounds }];
  while (level.length > 0) {
    const next: Waiting[] = [];
    for (const waiting of level) {
      if (isOver()) return { schedules, states: states.count(), isComplete: false, broken };
      for (const child of await playOne(waiting)) next.push(child);
    }
    level = next;
  }
  return { schedules, states: states.count(), isComplete: true, broken };
}

function* childrenAt(place: Place, { schedule, left }: Waiting): Generator<Waiting> {
  for (const what of deviationsAt(place)) {
    const rest = spend(left, kindAt(what, place.world));
    if (rest) yield { schedule: [...schedule, { at: place.at, what }], left: rest };
  }
}

/** The states in which courses were, each with what was left of the bounds. */
function createStates() {
  const known = new Map<number, Bounds[]>();
  return {
    count: () => known.size,
    isKnown(place: Place, left: Bounds): boolean {
      const key = digest(textOf(place));
      const earlier = known.get(key) ?? [];
      if (earlier.some((each) => allowsAll(each, left))) return true;
      known.set(key, [...earlier.filter((each) => !allowsAll(left, each)), left]);
      return false;
    },
  };
}

function textOf({ next, world }: Place): string {
  const { clock, actors, landings } = world;
  return [clock.now().getTime(), next.actor.name, actors.text(), landings.text(), world.text()].join('\n');
}
