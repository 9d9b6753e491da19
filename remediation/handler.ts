import { deactivate } from './deactivate/deactivate.ts';
import { type DailyPassReport, runDailyPass } from './delete/daily-pass.ts';
import { deleteDeactivated } from './delete/delete-deactivated.ts';
import { reactivate } from './reactivate/reactivate.ts';
import type { Receipt } from './receipt.ts';
import { type Request, readRequest } from './request.ts';
import type { RemediationServices, RunContext } from './shared/services.ts';

/** The clients and functions that the handler uses; created once per process. */
export interface RemediationHandlerServices extends RemediationServices {
  /** Writes the structured log line of a run. */
  readonly log: (line: RemediationLine) => void;
}

/** The log line of a run: its result, its operation and the automation execution that invoked it. */
export type RemediationLine = (Receipt | DailyPassReport) & {
  readonly operation: string;
  /** Absent if no runbook invoked the function. */
  readonly automationExecutionId?: string;
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
    const { operation } = request;
    const execution =
      'automationExecutionId' in request ? { automationExecutionId: request.automationExecutionId } : {};
    services.log({ operation, ...execution, ...result });
    return result;
  };
}

function runOperation(
  request: Request,
  services: RemediationServices,
  context: RunContext,
): Promise<Receipt | DailyPassReport> {
  switch (request.operation) {
    case 'Deactivate':
      return deactivate(request, services, context);
    case 'Reactivate':
      return reactivate(request, services);
    case 'DeleteDeactivated':
      return deleteDeactivated(request, services, context);
    case 'StartDeletions':
      return runDailyPass(request, services, context);
  }
}

/** The runbooks are in the account and Region of the function: `arn:PARTITION:lambda:REGION:ACCOUNT:function:NAME`. */
function readContext({ awsRequestId, invokedFunctionArn }: LambdaContext): RunContext {
  const [, partition = '', , region = '', accountId = ''] = invokedFunctionArn.split(':');
  return { runId: awsRequestId, partition, region, accountId };
}
