import { type AggregatorOptions, isOfAggregator } from '../aggregator/options.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { clean } from '../formats/clean.ts';
import { format } from '../formats/format.ts';
import { type Format, formatOf } from '../formats/names.ts';
import { unreadLines } from '../formats/traits.ts';
import type { Io } from '../io.ts';
import { type OutputOptions, openOutput } from '../output.ts';
import { TAG_COLUMNS } from '../tag-columns.ts';
import { previewAggregator } from './aggregator.ts';
import {
  exitCodeFor,
  type InventoryOptions,
  incompleteWarning,
  onlyNonCompliant,
  openWithPolicy,
  takeInventory,
} from './take-inventory.ts';

/** The options of `preview`. */
export interface PreviewOptions extends InventoryOptions, AggregatorOptions, OutputOptions {
  /** By default that of the ending of `output`. */
  readonly format?: Format;
  readonly only?: 'non-compliant';
  readonly tagColumn?: readonly string[];
}

/** Shows the verdict and the plan for every user, or what an aggregator holds of all accounts; changes nothing. */
export async function preview(options: PreviewOptions, io: Io): Promise<ExitCode> {
  const as = options.format ?? formatOf(options.output);
  const write = openOutput(options, io);
  if (isOfAggregator(options)) return previewAggregator({ ...options, format: as, write }, io);
  const { account, policy } = await openWithPolicy(options, io);
  const tagColumns = options.tagColumn ?? TAG_COLUMNS;
  const inventory = await takeInventory(account, io, { policy, tagColumns });
  write(format(options.only ? onlyNonCompliant(inventory) : inventory, as, io.width));
  // The table says so itself; the other formats are often read by programs.
  if (as !== 'table') for (const line of unreadLines(inventory)) io.err(`${clean(line)}\n`);
  io.err(incompleteWarning(inventory));
  return exitCodeFor(inventory, EXIT.ok);
}
