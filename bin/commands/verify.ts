import { type AggregatorOptions, isOfAggregator } from '../aggregator/options.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { loadVerificationFormat } from '../formats/verification/format.ts';
import { type VerificationFormat, verificationFormatOf } from '../formats/verification/names.ts';
import { readCompliance } from '../inventory/read-compliance.ts';
import type { Io } from '../io.ts';
import { type OutputOptions, openOutput } from '../output.ts';
import { createProgress } from '../progress.ts';
import { nonCompliantOf, VERIFICATION_VERSION } from '../verification/verification.ts';
import { verifyAggregator } from './aggregator.ts';
import { exitCodeFor, type InventoryOptions, incompleteWarning, openWithPolicy } from './take-inventory.ts';

/** The options of `verify`. */
export interface VerifyOptions extends InventoryOptions, AggregatorOptions, OutputOptions {
  /** By default that of the ending of `output`. */
  readonly format?: VerificationFormat;
}

/**
 * Writes how many users comply, and those that do not with what to do next; the exit code says the same to pipelines, whatever the
 * format.
 */
export async function verify(options: VerifyOptions, io: Io): Promise<ExitCode> {
  const as = options.format ?? verificationFormatOf(options.output);
  const write = openOutput(options, io);
  if (isOfAggregator(options)) return verifyAggregator({ ...options, format: as, write }, io);
  const format = await loadVerificationFormat(as);
  const { account, policy } = await openWithPolicy(options, io);
  const { iam, now } = account;
  const at = now();
  const progress = createProgress(io, 'users read');
  const readings = { iam, signal: io.interruption, onProgress: progress.show };
  const found = await readCompliance(readings, { policy, now: at }).finally(progress.end);
  write(
    format({
      schemaVersion: VERIFICATION_VERSION,
      generatedAt: at.toISOString(),
      parameters: policy,
      accounts: [found],
    }),
  );
  // The text says so itself; the other formats are often read by programs.
  if (as !== 'text') io.err(incompleteWarning(found));
  return exitCodeFor(found, nonCompliantOf(found).length === 0 ? EXIT.ok : EXIT.notCompliant);
}
