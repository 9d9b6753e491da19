import { writeFileSync } from 'node:fs';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { type Format, format } from '../formats/format.ts';
import type { Io } from '../io.ts';
import {
  exitCodeFor,
  type InventoryOptions,
  incompleteWarning,
  onlyNonCompliant,
  openWithPolicy,
  takeInventory,
} from './take-inventory.ts';

/** The options of `preview`. */
export interface PreviewOptions extends InventoryOptions {
  readonly format: Format;
  readonly only?: 'non-compliant';
  /** The file to write instead of standard output. */
  readonly output?: string;
}

/** Shows the verdict and the plan for every user; changes nothing in the account. */
export async function preview(options: PreviewOptions, io: Io): Promise<ExitCode> {
  const { account, policy } = await openWithPolicy(options, io);
  const inventory = await takeInventory(account, io, { policy });
  const text = format(options.only ? onlyNonCompliant(inventory) : inventory, options.format, io.width);
  if (options.output === undefined) io.out(text);
  else writeFileSync(options.output, text);
  io.err(incompleteWarning(inventory));
  return exitCodeFor(inventory, EXIT.ok);
}
