import { describeError, describeValue } from '../product/describe.ts';

/** GetFindings does not have the finding of an event: it is too new, or it was deleted meanwhile. */
export class FindingNotFoundError extends Error {
  override readonly name = 'FindingNotFoundError';

  constructor(findingId: string) {
    super(
      `the finding ${findingId}: expected it in the answer of GetFindings; received none. Lambda tries the event again, and ` +
        'the daily pass includes the finding',
    );
  }
}

/** Security Hub CSPM took the request and did not update the finding. */
export class FindingNotUpdatedError extends Error {
  override readonly name = 'FindingNotUpdatedError';

  constructor(findingId: string, unprocessed: unknown) {
    super(
      `the finding ${findingId}: expected it among the processed findings of BatchUpdateFindings; received ` +
        `${describeValue(unprocessed)}. Lambda tries the event again, and the daily pass includes the finding`,
    );
  }
}

/** A finding that could not be read or updated, or whose runbook could not be started. */
export interface FindingFailure {
  readonly findingId: string;
  readonly cause: unknown;
}

/** Throws `IncompleteFindingsError` if some of the findings of a run failed. */
export function assertComplete(run: {
  readonly failures: readonly FindingFailure[];
  readonly findings: number;
}): void {
  if (run.failures.length > 0) throw new IncompleteFindingsError(run.failures, run.findings);
}

/** Thrown after all findings of an event were worked on: some of them could not be read or updated. */
export class IncompleteFindingsError extends Error {
  override readonly name = 'IncompleteFindingsError';

  constructor(failures: readonly FindingFailure[], total: number) {
    const [first] = failures;
    super(
      `${failures.length} of ${total} findings failed; the first one, ${first?.findingId}: ` +
        describeError(first?.cause),
      { cause: first?.cause },
    );
  }
}

/** A custom action was chosen for more findings than Security Hub CSPM allows; no runbook was started. */
export class TooManyFindingsError extends Error {
  override readonly name = 'TooManyFindingsError';

  constructor(received: number, maximum: number) {
    super(
      `expected a custom action for at most ${maximum} findings; received ${received}. No runbook was started`,
    );
  }
}
