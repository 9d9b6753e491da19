import { readTrigger } from './event.ts';
import { type ReevaluationResult, type ReevaluationServices, reevaluate } from './reevaluate.ts';

/** The clients and functions that the handler uses; created once per process. */
export interface ReevaluationHandlerServices extends ReevaluationServices {
  /** Writes the structured log line of a run. */
  readonly log: (line: ReevaluationLine) => void;
}

/** The log line of a run. */
export type ReevaluationLine = ReevaluationResult;

/** The part of Lambda's context that the re-evaluation uses. */
export interface LambdaContext {
  readonly invokedFunctionArn: string;
}

/**
 * Creates the handler that EventBridge invokes for a change and EventBridge Scheduler for a due evaluation.
 *
 * Throws `MalformedEventError` for any other event, `PostponedTooLongError`, and the errors of AWS.
 */
export function createReevaluationHandler(services: ReevaluationHandlerServices) {
  return async (event: unknown, { invokedFunctionArn }: LambdaContext): Promise<ReevaluationLine> => {
    const line = await reevaluate(readTrigger(event), services, invokedFunctionArn);
    services.log(line);
    return line;
  };
}
