import { writeFileSync } from 'node:fs';
import { type AggregatorOptions, isOfAggregator } from '../aggregator/options.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { format } from '../formats/format.ts';
import type { Format } from '../formats/names.ts';
import type { Io } from '../io.ts';
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
  readonly format: Format;
  readonly only?: 'non-compliant';
  /** The file to write instead of standard output. */
  readonly output?: string;
}

/** Shows the verdict and the plan for every user, or what an aggregator holds of all accounts; changes nothing. */
export async function preview(options: PreviewOptions, io: Io): Promise<ExitCode> {
  if (isOfAggregator(options)) return previewAggregator(options, io);
  const { account, policy } = await openWithPolicy(options, io);
  const inventory = await takeInventory(account, io, { policy });
  const text = format(options.only ? onlyNonCompliant(inventory) : inventory, options.format, io.width);
  if (options.output === undefined) io.out(text);
  else writeFileSync(options.output, text);
  io.err(incompleteWarning(inventory));
  return exitCodeFor(inventory, EXIT.ok);
}
