import { resolve } from 'node:path';
import { UsageError } from '../../command-line/errors.ts';
import { decisionsFormatOf } from '../../decisions/file/decision-file.ts';
import { rowsOfInventory } from '../../decisions/rows-of-inventory.ts';
import { clean } from '../../formats/clean.ts';
import { count } from '../../formats/words.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { openResultFile } from '../../terminal/output-file.ts';

/** The options of a command that writes a decision file. */
export interface WriteDecisionsOptions {
  /** A new file, in CSV or in JSON by its ending, for people to fill in. */
  readonly decisions: string;
  /** Overwrites that file. */
  readonly force?: boolean;
  /** The file of the command's result. */
  readonly output?: string;
  /** The file of `--sandbox=FILE`. */
  readonly sandboxFile?: string;
}

/** Writes the rows of an inventory, unless its reading was interrupted, and returns a line about it. */
export type WriteDecisions = (inventory: Inventory, interruption: AbortSignal) => string;

/**
 * Opens the decision file, before the first call to AWS; throws `UsageError` if it cannot be written. An
 * inventory that was interrupted is not written: people would take it for all users.
 */
export function openDecisions(options: WriteDecisionsOptions): WriteDecisions {
  const { decisions: file, force, output, sandboxFile } = options;
  if (output !== undefined && resolve(output) === resolve(file)) {
    throw new UsageError('expected --decisions and --output to be different files');
  }
  const { write } = decisionsFormatOf(file);
  const opened = openResultFile({ option: '--decisions', file, force, sandboxFile });
  return (inventory, interruption) => {
    if (interruption.aborted)
      return clean(`Interrupted: ${file} was not written, since users would be missing.`);
    const rows = rowsOfInventory(inventory);
    opened.write(write(rows));
    return clean(`${file}: ${count(rows.length, 'user')} to decide about.`);
  };
}
