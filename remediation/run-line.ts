import { IncompleteDailyPassError } from './daily-pass/errors.ts';
import type { DailyPassReport } from './daily-pass/report.ts';
import type { Receipt } from './receipt.ts';

/** The log line of a run: the receipt, or the report of the daily pass. */
export type RemediationLine = Receipt | DailyPassReport;

/**
 * Runs an operation and logs its result; a daily pass that met a failure did its work, so its report is
 * logged, too.
 */
export async function withRunLine(
  log: (line: RemediationLine) => void,
  operate: () => Promise<RemediationLine>,
): Promise<RemediationLine> {
  try {
    const line = await operate();
    log(line);
    return line;
  } catch (error) {
    if (error instanceof IncompleteDailyPassError) log(error.report);
    throw error;
  }
}
