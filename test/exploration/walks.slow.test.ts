import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../sandbox/seeded-random.ts';
import { replayCommand } from './command/report.ts';
import type { Bounds } from './engine/bounds.ts';
import { formatSchedule } from './engine/schedule.ts';
import { wander } from './engine/wander.ts';
import { KEY_EXPLORATIONS } from './explorations.ts';
import { PRODUCT } from './product.ts';

/** More than a search can take together. */
const BOUNDS: Bounds = { switches: 6, acts: 4, faults: 3, outdated: 2, pauses: 2 };

const WALKS = Number(process.env['WALKS'] ?? 150);

describe(`${WALKS} random schedules with many acts and faults keep the promises`, () => {
  it.each(KEY_EXPLORATIONS.map((each) => [each.name, each] as const))('%s', async (name, { worldsOf }) => {
    const walks = { createWorld: worldsOf(PRODUCT), bounds: BOUNDS, random: seededRandom(1), walks: WALKS };
    const found = await wander(walks);
    expect(found && [replayCommand(name, formatSchedule(found.schedule)), ...found.broken]).toBeUndefined();
  });
});
