import type {
  AutomationExecution,
  GetAutomationExecutionRequest,
  GetAutomationExecutionResult,
  StartAutomationExecutionRequest,
  StartAutomationExecutionResult,
} from '@aws-sdk/client-ssm';
import type { Operations } from '../../api.ts';
import { callerIdentity } from '../../trail/user-identity.ts';
import { type DocumentStore, isOnlyVersion, type StoredDocument } from '../document/store.ts';
import type { Services } from '../execution/actions.ts';
import { execute } from '../execution/execution.ts';
import { readParameters } from '../execution/parameters.ts';
import { reportOf } from '../execution/report.ts';
import type { ExecutionEnvironment } from '../execution/scope.ts';
import { noDefinition, noDefinitionVersion, noExecution } from '../refusals.ts';

/** An execution that has ended, with facts that the API does not return. */
export interface FinishedExecution {
  /** The execution as GetAutomationExecution returns it. */
  readonly report: AutomationExecution;
  /** The ARN of the assumed role; absent if the runbook named none, and then no step ran. */
  readonly assumedRole?: string;
  /** False if the outputs of a script were read without running it. */
  readonly scriptsWereRun: boolean;
}

/** The state and the services that the operations share. */
export interface AutomationState {
  readonly documents: DocumentStore;
  /** The executions that have ended, by id, in the order of their ends. */
  readonly executions: Map<string, FinishedExecution>;
  readonly environment: Omit<ExecutionEnvironment, 'executionId'>;
  readonly services: Services;
  /** Called when an execution has ended, before its start is answered. */
  readonly onEnd: () => Promise<void>;
}

/** The operations on executions; StartAutomationExecution answers when the execution has ended. */
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
      state.executions.set(executionId, await run(executionId));
      await state.onEnd();
      return { AutomationExecutionId: executionId };
    },
    GetAutomationExecution: (request: GetAutomationExecutionRequest): GetAutomationExecutionResult => {
      const { AutomationExecutionId: id = '' } = request;
      const finished = state.executions.get(id);
      if (!finished) throw noExecution(id);
      return { AutomationExecution: finished.report };
    },
  };
}

/** Refuses a request with an unknown document or wrong parameters; returns a function that runs the execution. */
function prepareRun(
  { documents, environment, services }: AutomationState,
  request: StartAutomationExecutionRequest,
  executedBy: string,
): (executionId: string) => Promise<FinishedExecution> {
  const { name: documentName, runbook } = definitionOf(documents, request);
  const { Parameters: parameters = {} } = request;
  const values = readParameters(runbook, parameters);
  return async (executionId) => {
    const execution = await execute(runbook, values, { ...environment, executionId, services });
    const { assumedRole, steps } = execution;
    return {
      report: reportOf({ executionId, documentName, parameters, executedBy }, execution),
      scriptsWereRun: steps.every(({ note }) => note === undefined),
      ...(assumedRole === undefined ? {} : { assumedRole }),
    };
  };
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
