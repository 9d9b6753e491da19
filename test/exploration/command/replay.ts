import { play } from '../engine/play.ts';
import { parseSchedule } from '../engine/schedule.ts';
import type { Treatment } from '../engine/treatments.ts';
import type { World } from '../engine/world.ts';

/** Plays a schedule and tells each of its steps; returns the promises that it breaks. */
export async function replay(
  world: World,
  schedule: string,
  tell: (line: string) => void,
): Promise<readonly string[]> {
  const { actors, clock } = world;
  const begin = clock.now().getTime();
  let at = 0;
  const step = actors.step.bind(actors);
  const told: World = {
    ...world,
    landings: {
      ...world.landings,
      async next() {
        tell('   a request that was given up lands');
        await world.landings.next();
      },
      until: (time) => world.landings.until(time),
      get count() {
        return world.landings.count;
      },
    },
    async act(what) {
      tell(`   a person: ${what}`);
      await world.act(what);
    },
    actors: {
      ...actors,
      step: async (actor, treatment?: Treatment) => {
        const { call, from } = actor.pending[0] ?? {};
        const seconds = (Math.max(clock.now().getTime(), from ?? 0) - begin) / 1_000;
        const what = call
          ? `${call.service}:${call.operation} ${JSON.stringify(call.input).slice(0, 160)}`
          : 'goes on';
        tell(`${at} (${seconds} s) ${actor.name}: ${what}${treatment ? ` -- ${treatment}` : ''}`);
        at += 1;
        await step(actor, treatment);
      },
    },
  };
  const { broken } = await play(told, parseSchedule(schedule));
  for (const line of world.told()) tell(`   ${line}`);
  return broken;
}
