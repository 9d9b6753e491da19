import { parseDate, parseDateTime } from '../../policy/iso8601.ts';
import { readWholeNumber } from '../../policy/parameters.ts';
import { SOAK_DAYS } from '../../remediation/request.ts';
import type { AccountOptions } from '../account.ts';
import { orUsageError, UsageError } from '../errors.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { clean } from '../formats/clean.ts';
import { formatHistory } from '../formats/history/format.ts';
import { unreadLines } from '../formats/history/words.ts';
import { type Format, formatOf } from '../formats/names.ts';
import { type AccountHistory, HISTORY_VERSION } from '../history/history.ts';
import { ENDING_DAYS } from '../history/options.ts';
import { readHistory } from '../history/read-history.ts';
import type { Io } from '../io.ts';
import { openAccount } from '../open-account.ts';
import { type OutputOptions, openOutput } from '../output.ts';
import { createProgress } from '../progress.ts';

/** The options of `history`. */
export interface HistoryOptions extends AccountOptions, OutputOptions {
  /** By default that of the ending of `output`. */
  readonly format?: Format;
  readonly since?: string;
  readonly days: string;
  readonly soakDays: string;
}

const NO_LEDGER =
  'expected --ledger-table, the output LedgerTable of the stack, or --sandbox: the ledger has what was done; received neither';

/** Shows what One Active Key did in an account, from its ledger, and what needs somebody now; changes nothing. */
export async function history(options: HistoryOptions, io: Io): Promise<ExitCode> {
  const as = options.format ?? formatOf(options.output);
  const read = readOptions(options);
  const write = openOutput(options, io);
  const account = await openAccount(options, io);
  const now = account.now();
  if (read.since && read.since > now) throw sinceError(options.since);
  if (!account.ledger) throw new UsageError(NO_LEDGER);
  const progress = createProgress(io, 'executions read');
  const known = { ledger: account.ledger, now, signal: io.interruption, onProgress: progress.show };
  const found = await readHistory(account, { ...read, ...known }).finally(progress.end);
  if (!found) {
    io.err('Interrupted: a part of the ledger would be misleading, so nothing is shown.\n');
    return EXIT.interrupted;
  }
  const { days, soakDays } = read;
  const since = read.since?.toISOString() ?? null;
  const times = { generatedAt: now.toISOString(), since, days, soakDays };
  write(formatHistory({ schemaVersion: HISTORY_VERSION, ...times, accounts: [found] }, as, io.width));
  // The table says so itself; the other formats are often read by programs.
  if (as !== 'table') for (const line of unreadLines(found)) io.err(`${clean(line)}\n`);
  return exitCodeOf(found);
}

/** Something that was not read may be what somebody looks for. */
function exitCodeOf({ isComplete, unread }: AccountHistory): ExitCode {
  if (!isComplete) return EXIT.interrupted;
  return unread.length > 0 ? EXIT.failed : EXIT.ok;
}

/** Throws `UsageError` for invalid options. */
function readOptions({ ledgerTable, sandbox, since, days, soakDays }: HistoryOptions) {
  if (!sandbox && !ledgerTable) throw new UsageError(NO_LEDGER);
  const start = since === undefined ? undefined : (parseDate(since) ?? parseDateTime(since));
  if (since !== undefined && start === undefined) throw sinceError(since);
  return {
    since: start === undefined ? undefined : new Date(start),
    days: orUsageError(() => readWholeNumber({ days }, 'days', ENDING_DAYS)),
    soakDays: orUsageError(() => readWholeNumber({ soakDays }, 'soakDays', SOAK_DAYS)),
  };
}

function sinceError(given = ''): UsageError {
  const expected = 'a date such as 2026-11-01, or a date-time with a zone, that is not in the future';
  return new UsageError(`--since: expected ${expected}; received "${given}"`);
}
