import { type Bounds, spend } from './bounds.ts';
import { deviationsAt, kindAt, MisfitError, type Place, play } from './play.ts';
import type { Deviation, Schedule } from './schedule.ts';
import type { BrokenPromise } from './search.ts';
import type { World } from './world.ts';

/** Random schedules, whose deviations are far more than a search can take together. */
export interface Wander {
  readonly createWorld: () => World;
  readonly bounds: Bounds;
  /** Numbers in [0, 1). */
  readonly random: () => number;
  readonly walks: number;
}

/** The share of the places at which a walk deviates, as long as its bounds allow it. */
const DEVIATING_SHARE = 0.15;

/**
 * Plays random schedules until one breaks a promise; returns it without the deviations that it does not need.
 */
export async function wander({
  createWorld,
  bounds,
  random,
  walks,
}: Wander): Promise<BrokenPromise | undefined> {
  for (let walk = 0; walk < walks; walk += 1) {
    const walked = await walkOnce(createWorld, bounds, random);
    if (walked.broken.length > 0) return shorten(createWorld, walked);
  }
  return undefined;
}

/** Plays by steps: a schedule, and one more deviation where the walk wants one. */
async function walkOnce(
  createWorld: () => World,
  bounds: Bounds,
  random: () => number,
): Promise<BrokenPromise> {
  const schedule: Deviation[] = [];
  let left = bounds;
  const choose = (place: Place): Deviation | undefined => {
    if (random() >= DEVIATING_SHARE) return undefined;
    const possible = deviationsAt(place).filter((what) => spend(left, kindAt(what, place.world)));
    const what = possible[Math.floor(random() * possible.length)];
    if (what === undefined) return undefined;
    left = spend(left, kindAt(what, place.world)) ?? left;
    const deviation = { at: place.at, what };
    schedule.push(deviation);
    return deviation;
  };
  const { broken } = await play(createWorld(), [], () => true, choose);
  return { schedule, broken };
}

/** Takes deviations away, one after another, as long as a promise is still broken. */
async function shorten(createWorld: () => World, found: BrokenPromise): Promise<BrokenPromise> {
  for (const deviation of found.schedule) {
    const schedule: Schedule = found.schedule.filter((each) => each !== deviation);
    const shorter = await breaks(createWorld, schedule);
    if (shorter.length > 0) return shorten(createWorld, { schedule, broken: shorter });
  }
  return found;
}

/** The promises that a schedule breaks; none if it does not fit any more. */
async function breaks(createWorld: () => World, schedule: Schedule): Promise<readonly string[]> {
  try {
    return (await play(createWorld(), schedule)).broken;
  } catch (error) {
    if (error instanceof MisfitError) return [];
    throw error;
  }
}
