import type { DailyPassReport } from './delete/daily-pass.ts';
import { runOperation } from './operations.ts';
import type { Receipt } from './receipt.ts';
import { readRequest } from './request.ts';
import { type LambdaContext, type RemediationServices, runContextOf } from './shared/services.ts';

/**
 * The log line of a run: its result, its operation and the automation execution (or an empty string) that invoked it.
 */
export type RemediationLine = (Receipt | DailyPassReport) &
  Readonly<Record<'operation' | 'automationExecutionId', string>>;

/** The clients and functions that the handler uses; created once per process. */
export interface RemediationHandlerServices extends RemediationServices {
  readonly log: (line: RemediationLine) => void;
}

/**
 * Creates the handler that the runbooks and the daily schedule invoke; it throws the errors of `readRequest` and
 * `runOperation`.
 */
export function createRemediationHandler(services: RemediationHandlerServices) {
  return async (event: unknown, context: LambdaContext): Promise<Receipt | DailyPassReport> => {
    const request = readRequest(event);
    const result = await runOperation(request, services, runContextOf(context));
    const { operation, automationExecutionId } = request;
    services.log({ operation, automationExecutionId, ...result });
    return result;
  };
}
