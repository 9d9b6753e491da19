import { deactivate } from './deactivate.ts';
import { reactivate } from './reactivate.ts';
import type { Receipt } from './receipt.ts';
import { type Request, readRequest } from './request.ts';
import type { RemediationServices, RunContext } from './services.ts';

/** The part of Lambda's context that the remediation uses. */
export interface LambdaContext {
  readonly awsRequestId: string;
  readonly invokedFunctionArn: string;
}

/** Makes the handler that the runbooks invoke: answers a receipt, or throws with what was expected and what came. */
export function createRemediationHandler(services: RemediationServices) {
  return async (event: unknown, context: LambdaContext): Promise<Receipt> => {
    const request = readRequest(event);
    const receipt = await perform(request, services, readContext(context));
    const { operation, automationExecutionId } = request;
    services.log({ operation, automationExecutionId, ...receipt });
    return receipt;
  };
}

function perform(request: Request, services: RemediationServices, context: RunContext): Promise<Receipt> {
  switch (request.operation) {
    case 'Deactivate':
      return deactivate(request, services, context);
    case 'Reactivate':
      return reactivate(request, services);
  }
}

/** `arn:PARTITION:lambda:REGION:ACCOUNT:function:NAME` says where the function, and so the runbooks, are. */
function readContext({ awsRequestId, invokedFunctionArn }: LambdaContext): RunContext {
  const [, partition = '', , region = '', accountId = ''] = invokedFunctionArn.split(':');
  return { runId: awsRequestId, partition, region, accountId };
}
