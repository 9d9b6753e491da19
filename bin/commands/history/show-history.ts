import { parseDate, parseDateTime } from '../../../policy/iso8601.ts';
import { parseWholeNumber } from '../../../policy/parameters.ts';
import { SOAK_DAYS } from '../../../remediation/request.ts';
import type { AccountOptions } from '../../account/account.ts';
import { DEPLOYED } from '../../account/ledger-table.ts';
import { type EnteredAccount, inEachAccount } from '../../accounts/in-each-account.ts';
import { type AccountsOptions, READING_ROLE } from '../../accounts/options.ts';
import { orUsageError, UsageError } from '../../command-line/errors.ts';
import { EXIT, type ExitCode } from '../../command-line/exit-codes.ts';
import { clean } from '../../formats/clean.ts';
import { type Format, formatOf } from '../../formats/names.ts';
import type { Io } from '../../terminal/io.ts';
import { type OutputOptions, openOutput } from '../../terminal/output.ts';
import { createProgress } from '../../terminal/progress.ts';
import { ENDING_DAYS } from './ending-days.ts';
import { formatHistory } from './formats/format.ts';
import { unreadLines } from './formats/words.ts';
import { type AccountHistory, HISTORY_VERSION, type History } from './history.ts';
import { joinHistories } from './join-histories.ts';
import { readHistory } from './read-history.ts';

/** The options of `history`. */
export interface HistoryOptions extends AccountOptions, AccountsOptions, OutputOptions {
  /** By default that of the ending of `output`. */
  readonly format?: Format;
  readonly since?: string;
  readonly days: string;
  readonly soakDays: string;
}

/**
 * Shows what One Active Key did, from its ledger in each account, and what needs somebody now; changes
 * nothing.
 */
export async function history(options: HistoryOptions, io: Io): Promise<ExitCode> {
  const as = options.format ?? formatOf(options.output);
  const read = parseOptions(options, io);
  const write = openOutput(options, io);
  const ledgerTable = options.ledgerTable ?? DEPLOYED;
  const entries: EnteredAccount[] = [];
  const found = await inEachAccount<AccountHistory | undefined>({ ...options, ledgerTable }, io, {
    role: READING_ROLE,
    work: (entered) => {
      entries.push(entered);
      return readOne(entered, read);
    },
  });
  const accounts = joinHistories(found);
  if (accounts.length === 0) {
    io.err('Interrupted: a part of the ledger would be misleading, so nothing is shown.\n');
    return EXIT.interrupted;
  }
  write(formatHistory({ ...frameOf(read, entries[0], io), accounts }, as, io.width));
  // The table says so itself; the other formats are often read by programs.
  if (as !== 'table') io.err(warningsOf(accounts));
  return exitCodeOf(accounts, io);
}

type Read = ReturnType<typeof parseOptions>;

async function readOne(
  { account, io, accountName, at: now }: EnteredAccount,
  read: Read,
): Promise<AccountHistory | undefined> {
  const { ledger } = account;
  if (!ledger) throw new UsageError('expected --ledger-table; received none');
  const progress = createProgress(io, 'executions read');
  const known = { ledger, accountName, now, signal: io.interruption, onProgress: progress.show };
  return readHistory(account, { ...read, ...known }).finally(progress.end);
}

/** What a history says beside its accounts; the time and the operator are the same in all of them. */
function frameOf(read: Read, entered: EnteredAccount | undefined, io: Io): Omit<History, 'accounts'> {
  return {
    schemaVersion: HISTORY_VERSION,
    generatedAt: (entered?.at ?? io.now()).toISOString(),
    operator: entered?.operator ?? null,
    command: io.command ?? '',
    since: read.since?.toISOString() ?? null,
    days: read.days,
    soakDays: read.soakDays,
  };
}

/** What was not read, a line each; of several accounts with their ids. */
function warningsOf(accounts: readonly AccountHistory[]): string {
  const lines = accounts.flatMap((account) => {
    const prefix = accounts.length > 1 ? `${account.accountId}: ` : '';
    return unreadLines(account).map((line) => `${clean(`${prefix}${line}`)}\n`);
  });
  return lines.join('');
}

/** Something that was not read, or is missing, may be what somebody looks for. */
function exitCodeOf(accounts: readonly AccountHistory[], { interruption }: Io): ExitCode {
  const isComplete = accounts.every((account) => account.isComplete);
  if (!isComplete && interruption.aborted) return EXIT.interrupted;
  return isComplete ? EXIT.ok : EXIT.failed;
}

/** Throws `UsageError` for invalid options. */
function parseOptions({ since, days, soakDays }: HistoryOptions, io: Io) {
  return {
    since: since === undefined ? undefined : parseSince(since, io.now()),
    days: orUsageError(() => parseWholeNumber({ days }, 'days', ENDING_DAYS)),
    soakDays: orUsageError(() => parseWholeNumber({ soakDays }, 'soakDays', SOAK_DAYS)),
  };
}

function parseSince(given: string, now: Date): Date {
  const start = parseDate(given) ?? parseDateTime(given);
  if (start !== undefined && start <= now.getTime()) return new Date(start);
  throw sinceError(given);
}

function sinceError(given: string): UsageError {
  const expected = 'a date such as 2026-11-01, or a date-time with a zone, that is not in the future';
  return new UsageError(`--since: expected ${expected}; received "${given}"`);
}
