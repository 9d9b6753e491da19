import type {
  AutomationExecution,
  GetAutomationExecutionRequest,
  GetAutomationExecutionResult,
  StartAutomationExecutionRequest,
  StartAutomationExecutionResult,
} from '@aws-sdk/client-ssm';
import type { Operations } from '../../api.ts';
import { type DocumentStore, isOnlyVersion, type StoredDocument } from '../document/store.ts';
import type { Services } from '../execution/actions.ts';
import { execute } from '../execution/execution.ts';
import { readParameters } from '../execution/parameters.ts';
import { reportOf } from '../execution/report.ts';
import type { Surroundings } from '../execution/scope.ts';
import { noDefinition, noDefinitionVersion, noExecution } from '../refusals.ts';

/** An execution that has ended, with what the API does not show. */
export interface FinishedExecution {
  /** As GetAutomationExecution answers. */
  readonly report: AutomationExecution;
  /** The ARN of the role that it ran as; absent if there was none and nothing was run. */
  readonly assumedRole?: string;
  /** False if the outputs of a script were got without running it. */
  readonly scriptsWereRun: boolean;
}

/** What the operations share. */
export interface ExecutionDesk {
  readonly documents: DocumentStore;
  readonly executions: FinishedExecution[];
  readonly place: Omit<Surroundings, 'executionId'>;
  readonly services: Services;
}

/** The operations that run runbooks and show the runs; a run has ended when the answer to its start comes. */
export function executionOperations(desk: ExecutionDesk): Operations {
  let started = 0;
  /** By the token of its request: a request that comes twice starts one execution. */
  const byToken = new Map<string, string>();
  return {
    StartAutomationExecution: async (
      request: StartAutomationExecutionRequest,
    ): Promise<StartAutomationExecutionResult> => {
      refuseUnserved(request);
      const { ClientToken: token } = request;
      const known = token && byToken.get(token.toLowerCase());
      if (known) return { AutomationExecutionId: known };
      const document = definitionOf(desk.documents, request);
      const given = request.Parameters ?? {};
      const values = readParameters(document.runbook, given);
      started += 1;
      const executionId = `a0000000-0000-4000-8000-${started.toString(16).padStart(12, '0')}`;
      if (token) byToken.set(token.toLowerCase(), executionId);
      const { place, services } = desk;
      const execution = await execute(document.runbook, values, { ...place, executionId, services });
      const { assumedRole, steps } = execution;
      desk.executions.push({
        report: reportOf({ executionId, documentName: document.name, parameters: given }, execution),
        scriptsWereRun: steps.every(({ note }) => note === undefined),
        ...(assumedRole === undefined ? {} : { assumedRole }),
      });
      return { AutomationExecutionId: executionId };
    },
    GetAutomationExecution: (request: GetAutomationExecutionRequest): GetAutomationExecutionResult => {
      const { AutomationExecutionId: id = '' } = request;
      const finished = desk.executions.find(({ report }) => report.AutomationExecutionId === id);
      if (!finished) throw noExecution(id);
      return { AutomationExecution: finished.report };
    },
  };
}

const SERVED = ['ClientToken', 'DocumentName', 'DocumentVersion', 'Parameters'];

/** What would be ignored must be seen. */
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
