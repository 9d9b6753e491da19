import { expect } from 'vitest';
import { replayCommand } from './command/report.ts';
import { formatSchedule } from './engine/schedule.ts';
import { search } from './engine/search.ts';
import type { Exploration } from './explorations.ts';
import { PRODUCT } from './product.ts';

/**
 * Plays every schedule of a scenario within its bounds; fails with the shortest one that breaks a promise.
 */
export async function exploreToTheEnd({ name, bounds, worldsOf }: Exploration): Promise<void> {
  const { isComplete, broken } = await search({ createWorld: worldsOf(PRODUCT), bounds });
  const found = broken.map((each) => [replayCommand(name, formatSchedule(each.schedule)), ...each.broken]);
  expect(found).toEqual([]);
  expect(isComplete).toBe(true);
}
