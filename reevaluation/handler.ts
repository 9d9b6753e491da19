import type { InvokedFunction } from '../aws/function-arn.ts';
import { parseTrigger } from './event.ts';
import { type ReevaluationResult, type ReevaluationServices, reevaluate } from './reevaluate.ts';

/** The clients and functions that the handler uses; created once per process. */
export interface ReevaluationHandlerServices extends ReevaluationServices {
  /** Writes the structured log line of a run. */
  readonly log: (line: ReevaluationResult) => void;
}

/**
 * Creates the handler that EventBridge invokes for a change and EventBridge Scheduler for a due evaluation.
 *
 * Throws `MalformedEventError` for any other event, `PostponedTooLongError`, and the errors of AWS and of the
 * ledger.
 */
export function createReevaluationHandler(services: ReevaluationHandlerServices) {
  return async (event: unknown, { invokedFunctionArn }: InvokedFunction): Promise<ReevaluationResult> => {
    const result = await reevaluate(parseTrigger(event), services, invokedFunctionArn);
    services.log(result);
    return result;
  };
}
