import { digest } from '../engine/digest.ts';
import { nextOf } from '../engine/play.ts';
import type { World } from '../engine/world.ts';
import type { Cast } from './cast.ts';

/** The promises that the ends of courses break, by what the account is like then. */
export type Verdicts = Map<number, readonly string[]>;

/** The end of a course, and what goes on afterwards. */
export interface End {
  readonly world: World;
  readonly cast: Cast;
  readonly rules: readonly string[];
  /** The promises that are broken when it is over. */
  readonly broken: () => readonly string[];
  readonly verdicts: Verdicts;
}

const HOUR_MS = 3_600_000;

/**
 * Whether, an hour later, a sweep of the schedule and another change get through undisturbed, and leave
 * nothing.
 */
export async function checkAfterwards({
  world,
  cast,
  rules,
  broken,
  verdicts,
}: End): Promise<readonly string[]> {
  const key = digest(`${world.clock.now().getTime()}\n${world.text()}`);
  const known = verdicts.get(key);
  if (known) return known;
  world.clock.advance(HOUR_MS);
  for (const rule of rules) cast.notify(rule, 'the schedule', world.clock.now().getTime());
  await untilNothingHappens(world);
  cast.change('change-alice');
  await untilNothingHappens(world);
  const sentences = broken();
  verdicts.set(key, sentences);
  return sentences;
}

async function untilNothingHappens(world: World): Promise<void> {
  for (let next = nextOf(world, undefined); next; next = nextOf(world, next.actor)) {
    await world.actors.step(next.actor);
    await world.observe(next.actor.name);
  }
}
