import { writeFileSync } from 'node:fs';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { type Format, format } from '../formats/format.ts';
import type { Io } from '../io.ts';
import {
  exitCodeFor,
  type InventoryOptions,
  incompleteWarning,
  onlyNonCompliant,
  openAndTakeInventory,
} from './take-inventory.ts';

/** What `preview` is asked. */
export interface PreviewOptions extends InventoryOptions {
  readonly format: Format;
  readonly only?: 'non-compliant';
  /** A file, in place of standard output. */
  readonly output?: string;
}

/** Shows what the deployed system would decide. Reads, and writes nothing but the file it is told. */
export async function preview(options: PreviewOptions, io: Io): Promise<ExitCode> {
  const inventory = await openAndTakeInventory(options, io);
  const text = format(options.only ? onlyNonCompliant(inventory) : inventory, options.format, io.width);
  if (options.output === undefined) io.out(text);
  else writeFileSync(options.output, text);
  io.err(incompleteWarning(inventory));
  return exitCodeFor(inventory, EXIT.ok);
}
