import type { DailyPassReport } from './delete/daily-pass.ts';
import { runOperation } from './operations.ts';
import type { Receipt } from './receipt.ts';
import { readRequest } from './request.ts';
import type { RemediationServices, RunContext } from './shared/services.ts';

/** The clients and functions that the handler uses; created once per process. */
export interface RemediationHandlerServices extends RemediationServices {
  /** Writes the structured log line of a run. */
  readonly log: (line: RemediationLine) => void;
}

/** The log line of a run: its result, its operation and the automation execution that invoked it. */
export type RemediationLine = (Receipt | DailyPassReport) & {
  readonly operation: string;
  /** Empty if no runbook invoked the function. */
  readonly automationExecutionId: string;
};

/** The part of Lambda's context that the remediation uses. */
export interface LambdaContext {
  readonly awsRequestId: string;
  readonly invokedFunctionArn: string;
}

/**
 * Creates the handler that the runbooks and the daily schedule invoke. It returns the receipt of the run, or the report
 * of the daily pass.
 *
 * Throws an error of `shared/errors.ts`, a `MalformedEventError`, an `InvalidParameterError` or the error of AWS.
 */
export function createRemediationHandler(services: RemediationHandlerServices) {
  return async (event: unknown, context: LambdaContext): Promise<Receipt | DailyPassReport> => {
    const request = readRequest(event);
    const result = await runOperation(request, services, readContext(context));
    const { operation, automationExecutionId } = request;
    services.log({ operation, automationExecutionId, ...result });
    return result;
  };
}

/** The runbooks are in the account and Region of the function: `arn:PARTITION:lambda:REGION:ACCOUNT:function:NAME`. */
function readContext({ awsRequestId, invokedFunctionArn }: LambdaContext): RunContext {
  const [, partition = '', , region = '', accountId = ''] = invokedFunctionArn.split(':');
  return { runId: awsRequestId, partition, region, accountId };
}
