import { EXIT, type ExitCode } from '../exit-codes.ts';
import { summaryOf } from '../formats/text.ts';
import type { Io } from '../io.ts';
import { type LookOptions, look, shortOf } from './look.ts';

/** Says how many users comply, and who does not; for pipelines, the exit code says it too. */
export async function verify(options: LookOptions, io: Io): Promise<ExitCode> {
  const inventory = await look(options, io);
  io.out(`${summaryOf(inventory)}\n`);
  const left = inventory.users.filter(({ complianceType }) => complianceType === 'NON_COMPLIANT');
  for (const { userName } of left) io.out(`NON_COMPLIANT: ${userName}\n`);
  return shortOf(inventory, left.length > 0 ? EXIT.notCompliant : EXIT.ok);
}
