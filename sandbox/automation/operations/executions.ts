import type {
  GetAutomationExecutionRequest,
  GetAutomationExecutionResult,
  StartAutomationExecutionRequest,
  StartAutomationExecutionResult,
} from '@aws-sdk/client-ssm';
import type { Operations } from '../../api.ts';
import { callerIdentity } from '../../trail/user-identity.ts';
import { type DocumentStore, isOnlyVersion, type StoredDocument } from '../document/store.ts';
import { execute } from '../execution/execution.ts';
import { parseParameters } from '../execution/parameters.ts';
import { noDefinition, noDefinitionVersion, noExecution } from '../refusals.ts';
import type { AutomationState, WaitingExecution } from './state.ts';
import { endOverdue, runWaiting, settle } from './waiting.ts';

/**
 * The operations on executions; StartAutomationExecution answers when the execution has ended or waits for an
 * approval.
 */
export function executionOperations(state: AutomationState): Operations {
  let started = state.executions.size;
  // The ids of the executions by client token: a request that is sent twice starts one execution.
  const idsByToken = new Map<string, string>();
  return {
    StartAutomationExecution: async (
      request: StartAutomationExecutionRequest,
      principal: string,
    ): Promise<StartAutomationExecutionResult> => {
      refuseUnserved(request);
      const { ClientToken: token } = request;
      const known = token && idsByToken.get(token.toLowerCase());
      if (known) return { AutomationExecutionId: known };
      const run = prepareRun(state, request, callerIdentity(principal, state.environment).arn);
      started += 1;
      const executionId = `a0000000-0000-4000-8000-${started.toString(16).padStart(12, '0')}`;
      if (token) idsByToken.set(token.toLowerCase(), executionId);
      state.waiting.set(executionId, run(executionId));
      await settle(state, executionId);
      return { AutomationExecutionId: executionId };
    },
    GetAutomationExecution: (request: GetAutomationExecutionRequest) => readExecution(state, request),
  };
}

async function readExecution(
  state: AutomationState,
  { AutomationExecutionId: id = '' }: GetAutomationExecutionRequest,
): Promise<GetAutomationExecutionResult> {
  await endOverdue(state, id);
  const report = state.executions.get(id)?.report ?? state.waiting.get(id)?.report();
  if (!report) throw noExecution(id);
  return { AutomationExecution: report };
}

/**
 * Refuses a request with an unknown document or wrong parameters; returns a function that runs the execution.
 */
function prepareRun(
  { documents, environment, services }: AutomationState,
  request: StartAutomationExecutionRequest,
  executedBy: string,
): (executionId: string) => WaitingExecution {
  const { name: documentName, runbook } = definitionOf(documents, request);
  const { Parameters: parameters = {} } = request;
  const values = parseParameters(runbook, parameters);
  return (executionId) =>
    runWaiting({ executionId, documentName, parameters, executedBy }, (waitForApproval, onStep) =>
      execute(runbook, values, {
        ...environment,
        executionId,
        services: { ...services, waitForApproval },
        onStep,
      }),
    );
}

const SERVED = ['ClientToken', 'DocumentName', 'DocumentVersion', 'Parameters'];

/** Throws for a member that the sandbox would otherwise ignore silently. */
function refuseUnserved(request: StartAutomationExecutionRequest): void {
  const unserved = Object.keys(request).filter((name) => !SERVED.includes(name));
  if (unserved.length === 0) return;
  throw new Error(
    `The sandbox starts an automation by ${SERVED.join(', ')}; received ${unserved.join(', ')}`,
  );
}

function definitionOf(documents: DocumentStore, request: StartAutomationExecutionRequest): StoredDocument {
  const { DocumentName: name = '', DocumentVersion: version } = request;
  const document = documents.find(name);
  if (!document) throw noDefinition(name);
  if (!isOnlyVersion(version)) throw noDefinitionVersion(name, version ?? '');
  return document;
}
