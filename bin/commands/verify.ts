import { EXIT, type ExitCode } from '../exit-codes.ts';
import { summaryOf } from '../formats/text.ts';
import type { Io } from '../io.ts';
import { exitCodeFor, type InventoryOptions, openAndTakeInventory } from './take-inventory.ts';

/** Writes how many users comply, and the names of those that do not; the exit code says the same to pipelines. */
export async function verify(options: InventoryOptions, io: Io): Promise<ExitCode> {
  const inventory = await openAndTakeInventory(options, io);
  io.out(`${summaryOf(inventory)}\n`);
  const nonCompliant = inventory.users.filter(({ complianceType }) => complianceType === 'NON_COMPLIANT');
  for (const { userName } of nonCompliant) io.out(`NON_COMPLIANT: ${userName}\n`);
  return exitCodeFor(inventory, nonCompliant.length > 0 ? EXIT.notCompliant : EXIT.ok);
}
