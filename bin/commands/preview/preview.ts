import { within } from '../../../aws/deadline.ts';
import { describeValue } from '../../../product/describe.ts';
import type { AccountOptions } from '../../account/account.ts';
import { readAccountAlias, readOperator } from '../../account/identity.ts';
import { findRegion } from '../../account/open-account.ts';
import { policyOf } from '../../account/policy.ts';
import { REGION_CODE } from '../../account/region-codes.ts';
import { type InAccount, inEachAccount } from '../../accounts/in-each-account.ts';
import { READING_ROLE } from '../../accounts/options.ts';
import { previewAggregator } from '../../aggregator/aggregator.ts';
import { type AggregatorOptions, isOfAggregator } from '../../aggregator/options.ts';
import { UsageError } from '../../command-line/errors.ts';
import { EXIT, type ExitCode } from '../../command-line/exit-codes.ts';
import { compareInventories } from '../../comparison/compare.ts';
import { assertEarlier, type CompareOptions, readCompared } from '../../comparison/option.ts';
import { unreadLines } from '../../formats/account-traits.ts';
import { clean } from '../../formats/clean.ts';
import { toAsff } from '../../formats/findings/asff.ts';
import { format } from '../../formats/format.ts';
import { type PreviewFormat, previewFormatOf } from '../../formats/names.ts';
import { TAG_COLUMNS } from '../../formats/tag-columns.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { joinFound } from '../../inventory/join-found.ts';
import {
  exitCodeFor,
  type InventoryOptions,
  incompleteWarning,
  notReadLines,
  onlyNonCompliant,
  readPolicy,
  takeInventory,
} from '../../inventory/take-inventory.ts';
import type { Io } from '../../terminal/io.ts';
import { type OutputOptions, openOutput } from '../../terminal/output.ts';
import type { WriteDecisions, WriteDecisionsOptions } from './write-decisions.ts';

/** The options of `preview`. */
export interface PreviewOptions
  extends InventoryOptions,
    AggregatorOptions,
    OutputOptions,
    CompareOptions,
    Partial<WriteDecisionsOptions> {
  /** By default that of the ending of `output`. */
  readonly format?: PreviewFormat;
  readonly only?: 'non-compliant';
  readonly tagColumn?: readonly string[];
}

/**
 * Shows the verdict and the plan for every user, or what an aggregator holds of all accounts; changes
 * nothing.
 */
export async function preview(options: PreviewOptions, io: Io): Promise<ExitCode> {
  const as = options.format ?? previewFormatOf(options.output);
  const earlier = readCompared(options, as);
  const write = openOutput(options, io);
  const writeDecisions = await openDecisionsOf(options);
  if (isOfAggregator(options)) return previewAggregator({ ...options, format: as, write }, io);
  policyOf(options); // Invalid options are reported before the first call to AWS.
  const toText = await loadFormat(as, options, io.width);
  const { found, inventory: taken } = await take(options, io);
  if (earlier) assertEarlier(options, earlier, taken);
  const changes = earlier ? compareInventories(earlier, taken) : null;
  const inventory = { ...taken, command: io.command ?? '', changes };
  write(toText(options.only ? onlyNonCompliant(inventory) : inventory));
  if (writeDecisions) io.err(`${writeDecisions(inventory, io.interruption)}\n`);
  // The table says so itself; the other formats are often read by programs.
  if (as !== 'table') {
    for (const line of unreadLines(inventory)) io.err(`${clean(line)}\n`);
    io.err(notReadLines(found));
  }
  io.err(incompleteWarning(inventory, io));
  return exitCodeFor(inventory, EXIT.ok, io);
}

/** Takes the inventory of the accounts that the options name, and reads who asks for it. */
async function take(options: PreviewOptions, io: Io): Promise<Taken> {
  const tagColumns = options.tagColumn ?? TAG_COLUMNS;
  let operator: string | undefined;
  const found = await inEachAccount<Inventory>(options, io, {
    role: READING_ROLE,
    work: async (entered) => {
      const { account } = entered;
      const [policy, accountAlias, caller] = await within(io.interruption, async () => [
        await readPolicy(options, account),
        await readAccountAlias(account),
        operator ?? entered.operator ?? (await readOperator(account)),
      ]);
      operator ??= caller;
      return takeInventory(entered, { policy, accountAlias, tagColumns });
    },
  });
  return {
    found,
    inventory: { ...joinFound(found, { now: io.now(), tagColumns }), operator: operator ?? null },
  };
}

interface Taken {
  readonly found: readonly InAccount<Inventory>[];
  readonly inventory: Inventory;
}

async function openDecisionsOf(options: PreviewOptions): Promise<WriteDecisions | undefined> {
  const { decisions } = options;
  if (decisions === undefined) return undefined;
  if (isOfAggregator(options)) throw new UsageError(NOT_OF_AGGREGATOR);
  // Only this option needs the format of decision files.
  const { openDecisions } = await import('./write-decisions.ts');
  return openDecisions({ ...options, decisions });
}

const NOT_OF_AGGREGATOR =
  'expected --aggregator or --decisions; received both: an aggregator does not tell the keys of a user';

/**
 * The format as a function; before the first call, since Security Hub's needs a Region. Throws `UsageError`
 * if there is none.
 */
async function loadFormat(
  as: PreviewFormat,
  options: AccountOptions,
  width: number,
): Promise<(inventory: Inventory) => string> {
  if (as !== 'asff') return (inventory) => format(inventory, as, width);
  const region = await regionOf(options);
  return (inventory) => toAsff(inventory, region);
}

/**
 * The Region in which Security Hub keeps the findings. Throws `UsageError` if there is none, or a text that
 * is none.
 */
async function regionOf(options: AccountOptions): Promise<string> {
  const region = await findRegion(options).catch((cause: unknown) => {
    throw new UsageError(wrongRegion(options.region), { cause });
  });
  if (REGION_CODE.test(region)) return region;
  throw new UsageError(wrongRegion(region));
}

function wrongRegion(given: string | undefined): string {
  const received = given === undefined ? 'none' : describeValue(clean(given));
  return `--format asff: expected a Region, since Security Hub keeps findings by Region; received ${received}: give --region`;
}
