/** `npm run explore`: explores scenarios further than the tests do, or plays one schedule again. */

import { Command, InvalidArgumentError } from 'commander';
import { replay } from './command/replay.ts';
import { reportOf } from './command/report.ts';
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
}

// A stack would be read by nobody, and errors are thrown all the time.
Error.stackTraceLimit = 0;

const tell = (line: string): void => void process.stdout.write(`${line}\n`);

const number = (text: string): number => {
  const value = Number(text);
  if (value > 0) return value;
  throw new InvalidArgumentError(`Expected a number above 0; received ${text}.`);
};

const command = new Command('explore')
  .description('Plays every schedule of runs, people and faults within bounds, on the real operations.')
  .option('--scenario <name>', `one scenario: ${EXPLORATIONS.map(({ name }) => name).join(', ')}`)
  .option('--schedule <text>', 'play this schedule, and tell each step')
  .option('--seconds <number>', 'explore with wide bounds for so many seconds in all', number)
  .option('--schedules <number>', 'play at most so many schedules of each scenario', number)
  .option('--without <number>', 'take out the protecting line of this number, counted from 1', number)
  .action(async (options: Options) => {
    process.exitCode = (await run(options)) ? 0 : 1;
  });

/** Returns whether every promise was kept. */
async function run({ scenario, schedule, seconds, schedules, without }: Options): Promise<boolean> {
  const product = await productOf(without);
  const chosen = scenario ? [explorationOf(scenario)] : EXPLORATIONS;
  if (schedule !== undefined && chosen[0]) return playAgain(chosen[0], product, schedule);
  const share = seconds === undefined ? undefined : seconds / chosen.length;
  let isKept = true;
  for (const each of chosen) isKept = (await explore(each, product, { share, schedules })) && isKept;
  return isKept;
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
    bounds: share === undefined ? bounds : wide,
    isTimeLeft: () => share === undefined || secondsSince() < share,
    ...(maxSchedules === undefined ? {} : { maxSchedules }),
  });
  tell(reportOf({ ...found, scenario: name, seconds: secondsSince() }));
  return found.broken.length === 0;
}

await command.parseAsync();
