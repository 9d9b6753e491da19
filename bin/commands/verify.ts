import { type AggregatorOptions, isOfAggregator } from '../aggregator/options.ts';
import { NoUsersError } from '../errors.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { loadVerificationFormat } from '../formats/verification/format.ts';
import { type VerificationFormat, verificationFormatOf } from '../formats/verification/names.ts';
import { readCompliance } from '../inventory/read-compliance.ts';
import { summarize } from '../inventory/summary.ts';
import type { Io } from '../io.ts';
import { type OutputOptions, openOutput } from '../output.ts';
import { createProgress } from '../progress.ts';
import {
  type AccountVerification,
  nonCompliantOf,
  VERIFICATION_VERSION,
  type Verification,
} from '../verification/verification.ts';
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
  const { account, ...others } = await readAccount(options, io).catch((error: unknown) => {
    // The text of this error is the result as text; a program needs its format also then.
    if (as === 'text' || !(error instanceof NoUsersError)) throw error;
    return { generatedAt: io.now().toISOString(), parameters: null, account: WITHOUT_USERS };
  });
  write(format({ schemaVersion: VERIFICATION_VERSION, ...others, accounts: [account] }));
  // The text says so itself; the other formats are often read by programs.
  if (as !== 'text') io.err(incompleteWarning(account));
  return exitCodeFor(account, nonCompliantOf(account).length === 0 ? EXIT.ok : EXIT.notCompliant);
}

const WITHOUT_USERS: AccountVerification = {
  accountId: null,
  isComplete: true,
  summary: summarize([], []),
  users: [],
  failures: [],
};

type Reading = Pick<Verification, 'generatedAt' | 'parameters'> & { readonly account: AccountVerification };

async function readAccount(options: VerifyOptions, io: Io): Promise<Reading> {
  const { account, policy } = await openWithPolicy(options, io);
  const now = account.now();
  const progress = createProgress(io, 'users read');
  const readings = { iam: account.iam, signal: io.interruption, onProgress: progress.show };
  const found = await readCompliance(readings, { policy, now }).finally(progress.end);
  return { generatedAt: now.toISOString(), parameters: policy, account: found };
}
