import { describe, expect, it } from 'vitest';
import { MisfitError, play } from './engine/play.ts';
import { parseSchedule } from './engine/schedule.ts';
import { explorationOf } from './explorations.ts';
import { PROTECTING_LINES } from './lines/protecting-lines.ts';
import { productWithout } from './lines/without-line.ts';
import { PRODUCT, type Product } from './product.ts';

/**
 * The promises that a schedule breaks, each in a sentence; `misfit` if something is not possible where the
 * schedule has it.
 */
async function brokenBy(product: Product, scenario: string, schedule: string): Promise<readonly string[]> {
  const createWorld = explorationOf(scenario).worldsOf(product);
  try {
    return (await play(createWorld(), parseSchedule(schedule))).broken;
  } catch (error) {
    if (error instanceof MisfitError) return ['misfit'];
    throw error;
  }
}

describe.each(PROTECTING_LINES)('$protects', (line) => {
  const { scenario, schedule, broken } = line;

  it(`without it, ${scenario} "${schedule}" breaks a promise`, async () => {
    const found = await brokenBy(await productWithout(line), scenario, schedule);
    expect(found).toContainEqual(expect.stringContaining(broken));
  });

  // A run that makes no such call gives a person no such moment.
  it('with it, the schedule breaks none, or is not possible', async () => {
    const found = await brokenBy(PRODUCT, scenario, schedule);
    expect(found.filter((each) => each !== 'misfit')).toEqual([]);
  });
});
