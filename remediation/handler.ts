import { deactivate } from './deactivate/deactivate.ts';
import { type DailyPassReport, dailyPass } from './delete/daily-pass.ts';
import { deleteDeactivated } from './delete/delete-deactivated.ts';
import { reactivate } from './reactivate/reactivate.ts';
import type { Receipt } from './receipt.ts';
import { type Request, readRequest } from './request.ts';
import type { RemediationServices, RunContext } from './shared/services.ts';

/** What the handler uses; created once per process. */
export interface RemediationHandlerServices extends RemediationServices {
  /** Writes the structured log line of a run. */
  readonly log: (line: RemediationLine) => void;
}

/** The log line of a run: what it returned, and what it was asked to do. */
export type RemediationLine = (Receipt | DailyPassReport) & {
  readonly operation: string;
  /** Absent where the function was not invoked by a runbook. */
  readonly automationExecutionId?: string;
};

/** The part of Lambda's context that the remediation uses. */
export interface LambdaContext {
  readonly awsRequestId: string;
  readonly invokedFunctionArn: string;
}

/**
 * Makes the handler that the runbooks invoke, and the schedule: answers a receipt (the schedule gets what it started), or
 * throws with what was expected and what came.
 */
export function createRemediationHandler(services: RemediationHandlerServices) {
  return async (event: unknown, context: LambdaContext): Promise<Receipt | DailyPassReport> => {
    const request = readRequest(event);
    const result = await perform(request, services, readContext(context));
    const { operation } = request;
    const execution =
      'automationExecutionId' in request ? { automationExecutionId: request.automationExecutionId } : {};
    services.log({ operation, ...execution, ...result });
    return result;
  };
}

function perform(
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
      return dailyPass(request, services, context);
  }
}

/** `arn:PARTITION:lambda:REGION:ACCOUNT:function:NAME` says where the function, and so the runbooks, are. */
function readContext({ awsRequestId, invokedFunctionArn }: LambdaContext): RunContext {
  const [, partition = '', , region = '', accountId = ''] = invokedFunctionArn.split(':');
  return { runId: awsRequestId, partition, region, accountId };
}
