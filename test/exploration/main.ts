/** `npm run explore`: explores scenarios further than the tests do, or plays one schedule again. */

import { Command, InvalidArgumentError } from 'commander';
import { replay } from './command/replay.ts';
import { reportOf } from './command/report.ts';
import { formatSchedule } from './engine/schedule.ts';
import { search } from './engine/search.ts';
import { EXPLORATIONS, type Exploration, explorationOf } from './explorations.ts';
import { PROTECTING_LINES } from './lines/protecting-lines.ts';
import { productWithout } from './lines/without-line.ts';
import { PRODUCT, type Product } from './product.ts';

interface Options {
  readonly scenario?: string;
  readonly schedule?: string;
  readonly seconds?: number;
  readonly schedules?: number;
  readonly without?: number;
  readonly lines?: boolean;
}

// A stack would be read by nobody, and errors are thrown all the time.
Error.stackTraceLimit = 0;

const tell = (line: string): void => void process.stdout.write(`${line}\n`);

const number = (text: string): number => {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new InvalidArgumentError(`Expected a whole number above 0; received ${text}.`);
};

const command = new Command('explore')
  .description('Plays every schedule of runs, people and faults within bounds, on the real operations.')
  .option('--scenario <name>', `one scenario: ${EXPLORATIONS.map(({ name }) => name).join(', ')}`)
  .option('--schedule <text>', 'play this schedule, and tell each step')
  .option('--seconds <number>', 'explore with wide bounds, for so many seconds in all', number)
  .option('--schedules <number>', 'explore with wide bounds, so many schedules of each scenario', number)
  .option('--lines', 'search anew for the schedule of each protecting line')
  .option('--without <number>', 'take out the protecting line of this number, counted from 1', number)
  .action(async (options: Options) => {
    try {
      process.exitCode = (await run(options)) ? 0 : 1;
    } catch (error) {
      command.error(error instanceof Error ? error.message : String(error), { exitCode: 2 });
    }
  });

/** Returns whether every promise was kept. Throws an `Error` for options that do not fit each other. */
async function run(options: Options): Promise<boolean> {
  const { scenario, schedule, schedules, without, lines } = options;
  if (lines) return searchLines(schedules ?? 2_000);
  const product = await productOf(without);
  if (schedule === undefined) return exploreAll(product, options);
  if (scenario === undefined)
    throw new Error('Expected --scenario beside --schedule; received --schedule alone');
  return playAgain(explorationOf(scenario), product, schedule);
}

async function exploreAll(product: Product, { scenario, seconds, schedules }: Options): Promise<boolean> {
  const chosen = scenario ? [explorationOf(scenario)] : EXPLORATIONS;
  const endsAt = seconds === undefined ? undefined : performance.now() + seconds * 1_000;
  let isKept = true;
  for (const [index, each] of chosen.entries()) {
    // What one scenario leaves of its time is for those after it.
    const left = endsAt === undefined ? undefined : (endsAt - performance.now()) / 1_000;
    const share = left === undefined ? undefined : left / (chosen.length - index);
    isKept = (await explore(each, product, { share, schedules })) && isKept;
  }
  return isKept;
}

/**
 * Searches for each protecting line, in its scenario, the shortest schedule that breaks a promise without it;
 * a row for each.
 */
async function searchLines(maxSchedules: number): Promise<boolean> {
  for (const [index, line] of PROTECTING_LINES.entries()) {
    const { worldsOf, wide } = explorationOf(line.scenario);
    const createWorld = worldsOf(await productWithout(line));
    const { broken } = await search({ createWorld, bounds: wide, maxSchedules });
    const found = broken[0] ? formatSchedule(broken[0].schedule) : `none within ${maxSchedules} schedules`;
    tell(`${index + 1} | ${line.protects} | ${line.scenario} | listed ${line.schedule} | found ${found}`);
  }
  return true;
}

async function productOf(without: number | undefined): Promise<Product> {
  if (without === undefined) return PRODUCT;
  const taken = PROTECTING_LINES[without - 1];
  if (!taken) throw new Error(`Expected a number up to ${PROTECTING_LINES.length}; received ${without}`);
  tell(`without: ${taken.protects}`);
  return productWithout(taken);
}

async function playAgain({ worldsOf }: Exploration, product: Product, schedule: string): Promise<boolean> {
  const broken = await replay(worldsOf(product)(), schedule, tell);
  tell(broken.length === 0 ? 'Every promise is kept.' : broken.map((each) => `broken: ${each}`).join('\n'));
  return broken.length === 0;
}

interface Extent {
  readonly share: number | undefined;
  readonly schedules: number | undefined;
}

async function explore(
  { name, bounds, wide, worldsOf }: Exploration,
  product: Product,
  { share, schedules: maxSchedules }: Extent,
): Promise<boolean> {
  const begin = performance.now();
  const secondsSince = () => (performance.now() - begin) / 1_000;
  const found = await search({
    createWorld: worldsOf(product),
    bounds: share === undefined && maxSchedules === undefined ? bounds : wide,
    isTimeLeft: () => share === undefined || secondsSince() < share,
    ...(maxSchedules === undefined ? {} : { maxSchedules }),
  });
  tell(reportOf({ ...found, scenario: name, seconds: secondsSince() }));
  return found.broken.length === 0;
}

await command.parseAsync();
