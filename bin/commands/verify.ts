import { EXIT, type ExitCode } from '../exit-codes.ts';
import { summaryOf } from '../formats/text.ts';
import type { Io } from '../io.ts';
import { exitCodeFor, type InventoryOptions, openAndTakeInventory } from './take-inventory.ts';

/** Writes how many users comply, and which do not; the exit code tells pipelines the same. */
export async function verify(options: InventoryOptions, io: Io): Promise<ExitCode> {
  const inventory = await openAndTakeInventory(options, io);
  io.out(`${summaryOf(inventory)}\n`);
  const left = inventory.users.filter(({ complianceType }) => complianceType === 'NON_COMPLIANT');
  for (const { userName } of left) io.out(`NON_COMPLIANT: ${userName}\n`);
  return exitCodeFor(inventory, left.length > 0 ? EXIT.notCompliant : EXIT.ok);
}
