import { type AggregatorOptions, isOfAggregator } from '../aggregator/options.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { format } from '../formats/format.ts';
import { type Format, formatOf } from '../formats/names.ts';
import type { Io } from '../io.ts';
import { openOutput } from '../output.ts';
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
export interface PreviewOptions extends InventoryOptions, AggregatorOptions {
  /** By default that of the ending of `output`. */
  readonly format?: Format;
  readonly only?: 'non-compliant';
  /** The file to write instead of standard output. */
  readonly output?: string;
  /** Overwrites that file. */
  readonly force?: boolean;
}

/** Shows the verdict and the plan for every user, or what an aggregator holds of all accounts; changes nothing. */
export async function preview(options: PreviewOptions, io: Io): Promise<ExitCode> {
  const as = options.format ?? formatOf(options.output);
  const write = openOutput(options, io);
  if (isOfAggregator(options)) return previewAggregator({ ...options, format: as, write }, io);
  const { account, policy } = await openWithPolicy(options, io);
  const inventory = await takeInventory(account, io, { policy });
  write(format(options.only ? onlyNonCompliant(inventory) : inventory, as, io.width));
  io.err(incompleteWarning(inventory));
  return exitCodeFor(inventory, EXIT.ok);
}
