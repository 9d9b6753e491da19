import { EXIT, type ExitCode } from '../exit-codes.ts';
import { summaryOf } from '../formats/text.ts';
import type { Io } from '../io.ts';
import { type LookOptions, look } from './look.ts';

/** Says how many users comply, and who does not; for pipelines, the exit code says it too. */
export async function verify(options: LookOptions, io: Io): Promise<ExitCode> {
  const inventory = await look(options, io);
  io.out(`${summaryOf(inventory)}\n`);
  const left = inventory.users.filter(({ complianceType }) => complianceType === 'NON_COMPLIANT');
  for (const { userName } of left) io.out(`NON_COMPLIANT: ${userName}\n`);
  if (!inventory.isComplete) return EXIT.interrupted;
  // Unknown is not a verdict: who could not be read does not comply and does not fail to.
  if (inventory.failures.length > 0) return EXIT.failed;
  return left.length > 0 ? EXIT.notCompliant : EXIT.ok;
}
