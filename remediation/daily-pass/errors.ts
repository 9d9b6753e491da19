import type { DailyPassReport } from './report.ts';

/** What a daily pass met. */
interface PassFailures {
  /**
   * The users that an interrupted run may have locked out: told once, so that none is ever left out of the
   * message.
   */
  readonly lockouts: readonly string[];
  readonly failures: readonly string[];
}

/** How many other failures the message of a daily pass names; the next pass meets them again. */
const NAMED_FAILURES = 3;

/**
 * Thrown at the end of a daily pass that met a failure; the pass did its work for everything else, as its
 * report says.
 */
export class IncompleteDailyPassError extends Error {
  override readonly name = 'IncompleteDailyPassError';

  readonly report: DailyPassReport;

  constructor(report: DailyPassReport, { lockouts, failures }: PassFailures) {
    const { settled, started } = report;
    const counts = `records settled: ${settled.length}, deletions started: ${started.length}`;
    const named = [...lockouts, ...failures.slice(0, NAMED_FAILURES)].join('; ');
    super(
      `${lockouts.length + failures.length} failures (${counts}): ${named}. The next daily pass tries again`,
    );
    this.report = report;
  }
}

/** It cannot be told by which parameters an automatic deactivation is to be decided. */
export class AmbiguousRulesError extends Error {
  override readonly name = 'AmbiguousRulesError';

  constructor(problem: string) {
    super(`nothing is deactivated automatically: ${problem}`);
  }
}
