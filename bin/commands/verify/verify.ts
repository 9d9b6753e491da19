import { within } from '../../../aws/deadline.ts';
import { compareIds } from '../../../policy/identifiers.ts';
import { policyOf } from '../../account/policy.ts';
import { type EnteredAccount, type InAccount, inEachAccount } from '../../accounts/in-each-account.ts';
import { READING_ROLE } from '../../accounts/options.ts';
import { verifyAggregator } from '../../aggregator/aggregator.ts';
import { type AggregatorOptions, isOfAggregator } from '../../aggregator/options.ts';
import { NoUsersError, UsageError } from '../../command-line/errors.ts';
import { EXIT, type ExitCode } from '../../command-line/exit-codes.ts';
import { readCompliance } from '../../inventory/read-compliance.ts';
import { summarize } from '../../inventory/summary.ts';
import {
  exitCodeFor,
  type InventoryOptions,
  incompleteWarning,
  notReadLines,
  readPolicy,
} from '../../inventory/take-inventory.ts';
import type { Io } from '../../terminal/io.ts';
import { type OutputOptions, openOutput, type WriteOutput } from '../../terminal/output.ts';
import { createProgress } from '../../terminal/progress.ts';
import {
  type AccountVerification,
  nonCompliantOf,
  VERIFICATION_VERSION,
  type Verification,
} from '../../verification/verification.ts';
import { loadVerificationFormat } from './formats/format.ts';
import { type VerificationFormat, verificationFormatOf } from './formats/names.ts';

/** The options of `verify`. */
export interface VerifyOptions extends InventoryOptions, AggregatorOptions, OutputOptions {
  /** By default that of the ending of `output`. */
  readonly format?: VerificationFormat;
  /** A decision file, whose decisions are compared with what is there. */
  readonly decisions?: string;
}

/**
 * Writes how many users comply, and those that do not with what to do next; the exit code says the same to
 * pipelines, whatever the format.
 */
export async function verify(options: VerifyOptions, io: Io): Promise<ExitCode> {
  const as = options.format ?? verificationFormatOf(options.output);
  const { decisions } = options;
  const write = openOutput({ ...options, inputs: { '--decisions': decisions } }, io);
  if (decisions !== undefined && isOfAggregator(options)) throw new UsageError(BOTH);
  if (isOfAggregator(options)) return verifyAggregator({ ...options, format: as, write }, io);
  if (decisions === undefined) return verifyUsers({ ...options, format: as, write }, io);
  // Only this option needs the reader of CSV.
  const { verifyDecisions } = await import('./verify-decisions.ts');
  return verifyDecisions({ ...options, decisions, format: as, write }, io);
}

const BOTH =
  'expected --aggregator or --decisions; received both: an aggregator does not tell the keys of a user';

async function verifyUsers(
  options: VerifyOptions & { readonly format: VerificationFormat; readonly write: WriteOutput },
  io: Io,
): Promise<ExitCode> {
  const { format: as, write } = options;
  policyOf(options); // Invalid options are reported before the first call to AWS.
  const format = await loadVerificationFormat(as);
  const found = await inEachAccount<Reading>(options, io, {
    role: READING_ROLE,
    work: (entered) => readOrNothing(entered, options, as),
  });
  const verification = verificationOf(found, io);
  write(format(verification));
  const completeness = {
    isComplete: verification.accounts.every(({ isComplete }) => isComplete),
    failures: verification.accounts.flatMap(({ failures }) => failures),
  };
  // The text says so itself; the other formats are often read by programs.
  if (as !== 'text') io.err(`${notReadLines(found)}${incompleteWarning(completeness, io)}`);
  const nonCompliant = verification.accounts.flatMap(nonCompliantOf);
  return exitCodeFor(completeness, nonCompliant.length === 0 ? EXIT.ok : EXIT.notCompliant, io);
}

/** The verification of one account, the time of the reading, and who read it (`null` if that is unknown). */
interface Reading {
  readonly account: AccountVerification;
  readonly readAt: Date;
  readonly operator: string | null;
}

async function readOrNothing(
  entered: EnteredAccount,
  options: VerifyOptions,
  as: VerificationFormat,
): Promise<Reading> {
  try {
    return await readAccount(entered, options);
  } catch (error) {
    // The text of this error is the result as text; a program needs its format also then.
    if (as === 'text' || !(error instanceof NoUsersError)) throw error;
    return { account: withoutUsers(null), readAt: entered.at, operator: null };
  }
}

async function readAccount(
  { account, io, accountName, operator, at: readAt }: EnteredAccount,
  options: VerifyOptions,
): Promise<Reading> {
  const policy = await within(io.interruption, () => readPolicy(options, account));
  const progress = createProgress(io, 'users read');
  const readings = { iam: account.iam, signal: io.interruption, onProgress: progress.show };
  const found = await readCompliance(readings, { policy, now: readAt }).finally(progress.end);
  const accountId = found.accountId ?? account.owner?.accountId ?? null;
  return { account: { ...found, accountId, accountName }, readAt, operator: operator ?? null };
}

function verificationOf(found: readonly InAccount<Reading>[], io: Io): Verification {
  const [first] = found.flatMap((each) => (each.kind === 'done' ? [each.value] : []));
  const generatedAt = first?.readAt ?? io.now();
  const accounts = found.map((each): AccountVerification => {
    if (each.kind === 'done') return each.value.account;
    const { accountId = null, accountName, reason: failure } = each;
    return {
      ...withoutUsers(accountId),
      summary: null,
      accountName,
      failure,
      isComplete: each.kind === 'unusable',
    };
  });
  return {
    schemaVersion: VERIFICATION_VERSION,
    generatedAt: generatedAt.toISOString(),
    operator: first?.operator ?? null,
    command: io.command ?? '',
    accounts: accounts.toSorted((a, b) => compareIds(a.accountId ?? '', b.accountId ?? '')),
  };
}

function withoutUsers(accountId: string | null): AccountVerification {
  return {
    accountId,
    accountName: null,
    failure: null,
    parameters: null,
    isComplete: true,
    summary: summarize([], []),
    users: [],
    failures: [],
  };
}
