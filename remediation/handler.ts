import { environmentOf, type InvokedFunction } from '../aws/function-arn.ts';
import { runOperation } from './operations.ts';
import { parseRequest } from './parse-request.ts';
import { type RemediationLine, withRunLine } from './run-line.ts';
import type { RemediationServices } from './shared/services.ts';

/** The clients and functions that the handler uses; created once per process. */
export interface RemediationHandlerServices extends RemediationServices {
  readonly log: (line: RemediationLine) => void;
}

/**
 * Creates the handler that the runbooks and the daily schedule invoke; it throws the errors of `parseRequest`
 * and `runOperation`.
 */
export function createRemediationHandler(services: RemediationHandlerServices) {
  return (event: unknown, context: InvokedFunction): Promise<RemediationLine> =>
    withRunLine(services.log, async () =>
      runOperation(parseRequest(event), services, environmentOf(context.invokedFunctionArn)),
    );
}
