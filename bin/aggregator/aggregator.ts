import type { AccountOptions } from '../account/account.ts';
import { UsageError } from '../command-line/errors.ts';
import { EXIT, type ExitCode } from '../command-line/exit-codes.ts';
import type { Io } from '../terminal/io.ts';
import type { WriteOutput } from '../terminal/output.ts';
import { createProgress } from '../terminal/progress.ts';
import { untilAborted } from '../terminal/until-aborted.ts';
import type { Findings } from './findings.ts';
import {
  FINDINGS_FORMATS,
  type FindingsFormat,
  formatFindings,
  nameOf,
  notToldLines,
  problemLines,
  summaryLines,
} from './format-findings.ts';
import { openAggregator } from './open-aggregator.ts';
import type { AggregatorOptions } from './options.ts';
import { readAggregator } from './read-aggregator.ts';
import { toFindings } from './to-findings.ts';

/** The options of `preview` and `verify` with `--aggregator` that say what to read, and by which account. */
export type AggregatorCommand = AccountOptions & AggregatorOptions & { readonly aggregator: string };

/** The format that a command with `--aggregator` writes, and where it writes it to. */
export interface AggregatorOutput {
  readonly format: string;
  readonly write: WriteOutput;
}

/** Shows who is NON_COMPLIANT in which account, and what is not known. */
export async function previewAggregator(
  options: AggregatorCommand & AggregatorOutput,
  io: Io,
): Promise<ExitCode> {
  const format = findingsFormatOf(options.format);
  return withFindings(options, io, (findings) => {
    options.write(formatFindings(findings, format, io.width));
    return EXIT.ok;
  });
}

/**
 * Writes who is NON_COMPLIANT in which account, and what is not known, as text or as the JSON of `preview`;
 * the exit code says the same to pipelines.
 */
export async function verifyAggregator(
  options: AggregatorCommand & AggregatorOutput,
  io: Io,
): Promise<ExitCode> {
  const { format, write } = options;
  if (format !== 'text' && format !== 'json') {
    throw new UsageError(`--format: expected text or json with --aggregator; received ${format}`);
  }
  return withFindings(options, io, (findings) => {
    write(format === 'json' ? formatFindings(findings, 'json', io.width) : verificationText(findings));
    return findings.users.length > 0 ? EXIT.notCompliant : EXIT.ok;
  });
}

function verificationText(findings: Findings): string {
  const users = findings.users.map((user) => `NON_COMPLIANT: ${user.accountId} ${nameOf(user)}\n`);
  return `${summaryLines(findings)}${users.join('')}${problemLines(findings)}${notToldLines(findings)}`;
}

function findingsFormatOf(format: string): FindingsFormat {
  const found = FINDINGS_FORMATS.find((each) => each === format);
  if (found) return found;
  throw new UsageError(
    `--format: expected ${FINDINGS_FORMATS.join(', ')} with --aggregator; received ${format}`,
  );
}

/**
 * Reads the findings and shows them. The exit code is that of `show`, unless something is not known: then the
 * others may comply or not.
 */
async function withFindings(
  options: AggregatorCommand,
  io: Io,
  show: (findings: Findings) => ExitCode,
): Promise<ExitCode> {
  const { aggregator: name, ruleRegion, allowNoUsers = false } = options;
  const { config, now } = await openAggregator(options, io);
  const region = ruleRegion ?? (await config.config.region());
  const progress = createProgress(io, 'rules with NON_COMPLIANT results read');
  const reading = await untilAborted(io.interruption, () =>
    readAggregator(config, { name, region }, progress.show),
  ).finally(progress.end);
  if (!reading) {
    io.err('Interrupted: a part of an organization would be misleading, so nothing is shown.\n');
    return EXIT.interrupted;
  }
  const findings = toFindings(reading, { name, region, now: now(), allowNoUsers });
  const code = show(findings);
  return findings.isComplete ? code : EXIT.failed;
}
