import { environmentOf, type InvokedFunction } from '../aws/invoked-function.ts';
import type { DailyPassReport } from './daily-pass-report.ts';
import { IncompleteDailyPassError } from './errors.ts';
import { runOperation } from './operations.ts';
import { readRequest } from './read-request.ts';
import type { Receipt } from './receipt.ts';
import type { RemediationServices } from './shared/services.ts';

/** The log line of a run: the receipt, or the report of the daily pass. */
export type RemediationLine = Receipt | DailyPassReport;

/** The clients and functions that the handler uses; created once per process. */
export interface RemediationHandlerServices extends RemediationServices {
  readonly log: (line: RemediationLine) => void;
}

/**
 * Creates the handler that the runbooks and the daily schedule invoke; it throws the errors of `readRequest` and
 * `runOperation`.
 */
export function createRemediationHandler(services: RemediationHandlerServices) {
  return async (event: unknown, context: InvokedFunction): Promise<RemediationLine> => {
    try {
      const result = await runOperation(readRequest(event), services, environmentOf(context));
      services.log(result);
      return result;
    } catch (error) {
      if (error instanceof IncompleteDailyPassError) services.log(error.report);
      throw error;
    }
  };
}
