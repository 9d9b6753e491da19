import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../sandbox/seeded-random.ts';
import { replay } from './command/replay.ts';
import { reportOf } from './command/report.ts';
import { NOTHING } from './engine/bounds.ts';
import { formatSchedule, parseSchedule } from './engine/schedule.ts';
import { search } from './engine/search.ts';
import { wander } from './engine/wander.ts';
import { explorationOf } from './explorations.ts';
import { PROTECTING_LINES } from './lines/protecting-lines.ts';
import { productWithout, sourceWithout } from './lines/without-line.ts';
import { PRODUCT } from './product.ts';

const LOOK = PROTECTING_LINES.find(({ protects }) =>
  protects.startsWith('A deactivation looks at the survivor'),
);

/** The worlds of `deactivate` without the look at the survivor. */
async function worldsWithoutLook() {
  if (!LOOK) throw new Error('Expected the line of the look at the survivor');
  return explorationOf(LOOK.scenario).worldsOf(await productWithout(LOOK));
}

describe('the text of a schedule', () => {
  it.each(['none', '12:B', '12:B 12:lost 15:off-K0'])('%s is read and written', (text) => {
    expect(formatSchedule(parseSchedule(text))).toBe(text);
  });

  it.each(['', '12', 'B:12', '12:B  13:A'])('"%s" is refused', (text) => {
    expect(() => parseSchedule(text)).toThrow('Expected a schedule like "12:B 15:off-K0"');
  });
});

describe('a search', () => {
  it('finds the shortest schedule that breaks a promise, and says how to play it again', async () => {
    const found = await search({ createWorld: await worldsWithoutLook(), bounds: { ...NOTHING, acts: 2 } });
    expect(found.broken.map(({ schedule }) => schedule.length)).toEqual([1]);
    expect(reportOf({ ...found, scenario: 'deactivate', seconds: 1 })).toContain(
      'replay: npm run explore -- --scenario deactivate --schedule "',
    );
  });

  it('ends when everything within its bounds was played, the same each time', async () => {
    const createWorld = explorationOf('deactivate-twice').worldsOf(PRODUCT);
    const once = await search({ createWorld, bounds: { ...NOTHING, switches: 1 } });
    expect(once).toMatchObject({ isComplete: true, broken: [] });
    expect(await search({ createWorld, bounds: { ...NOTHING, switches: 1 } })).toEqual(once);
  });

  it('ends after as many schedules as it is told', async () => {
    const createWorld = explorationOf('deactivate-twice').worldsOf(PRODUCT);
    const found = await search({ createWorld, bounds: { ...NOTHING, switches: 1 }, maxSchedules: 5 });
    expect(found).toMatchObject({ schedules: 5, isComplete: false });
  });
});

it('a random walk that breaks a promise is shortened to what breaks it', async () => {
  const bounds = { switches: 2, acts: 4, faults: 2, outdated: 2, pauses: 1 };
  const walk = { createWorld: await worldsWithoutLook(), bounds, random: seededRandom(1), walks: 500 };
  const found = await wander(walk);
  expect(found?.schedule).toHaveLength(1);
});

it('a replay tells each step', async () => {
  const lines: string[] = [];
  const world = explorationOf('deactivate').worldsOf(PRODUCT)();
  expect(await replay(world, '11:lost', (line) => void lines.push(line))).toEqual([]);
  expect(lines[11]).toMatch(/^11 \(0 s\) A: iam:UpdateAccessKey .*"Status":"Inactive".* -- lost$/);
});

it('a deviation that is not possible in its place is an error', async () => {
  const world = explorationOf('deactivate').worldsOf(PRODUCT)();
  await expect(replay(world, '3:off-K9', () => {})).rejects.toThrow('3:off-K9 is not possible');
});

it('a line that is not in the source is an error', () => {
  const taken = { file: 'ledger/lease.ts', find: 'no such text', replace: '' };
  expect(() => sourceWithout(taken)).toThrow('expected the text "no such text" once; found it 0 times');
});

it('an unknown scenario is an error that lists the known ones', () => {
  expect(() => explorationOf('nothing')).toThrow(
    /Expected a scenario: deactivate, undo, .*; received nothing/,
  );
});
