import { isOfAggregator, type ReadOptions } from '../aggregator/options.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { clean } from '../formats/clean.ts';
import { summaryOf } from '../formats/text.ts';
import { readCompliance } from '../inventory/read-compliance.ts';
import type { Io } from '../io.ts';
import { createProgress } from '../progress.ts';
import { verifyAggregator } from './aggregator.ts';
import { exitCodeFor, openWithPolicy } from './take-inventory.ts';

/** Writes how many users comply, and the names of those that do not; the exit code says the same to pipelines. */
export async function verify(options: ReadOptions, io: Io): Promise<ExitCode> {
  if (isOfAggregator(options)) return verifyAggregator(options, io);
  const { account, policy } = await openWithPolicy(options, io);
  const { iam, now } = account;
  const progress = createProgress(io, 'users read');
  const readings = { iam, signal: io.interruption, onProgress: progress.show };
  const compliance = await readCompliance(readings, { policy, now: now() }).finally(progress.end);
  io.out(`${summaryOf(compliance)}\n`);
  for (const userName of compliance.nonCompliant) io.out(`NON_COMPLIANT: ${clean(userName)}\n`);
  const isCompliant = compliance.nonCompliant.length === 0;
  return exitCodeFor(compliance, isCompliant ? EXIT.ok : EXIT.notCompliant);
}
