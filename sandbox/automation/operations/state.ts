import type { AutomationExecution } from '@aws-sdk/client-ssm';
import type { DocumentStore } from '../document/store.ts';
import type { Services } from '../execution/actions.ts';
import type { RunningExecution } from '../execution/running-execution.ts';
import type { ExecutionEnvironment } from '../execution/scope.ts';

/** An execution that has ended, with facts that the API does not return. */
export interface FinishedExecution {
  /** The execution as GetAutomationExecution returns it. */
  readonly report: AutomationExecution;
  /** The ARN of the assumed role; absent if the runbook named none, and then no step ran. */
  readonly assumedRole?: string;
  /** False if the outputs of a script were read without running it. */
  readonly scriptsWereRun: boolean;
}

/** An execution that has not ended, and the execution as GetAutomationExecution returns it now. */
export interface WaitingExecution {
  readonly running: RunningExecution<FinishedExecution>;
  readonly report: () => AutomationExecution;
}

/** The state and the services that the operations share. */
export interface AutomationState {
  readonly documents: DocumentStore;
  /** The executions that have ended, by id, in the order of their ends. */
  readonly executions: Map<string, FinishedExecution>;
  /** The executions that wait for an approval, by id. */
  readonly waiting: Map<string, WaitingExecution>;
  readonly environment: Omit<ExecutionEnvironment, 'executionId'>;
  readonly services: Omit<Services, 'waitForApproval'>;
  /** Called when an execution has ended, before its start is answered. */
  readonly onEnd: () => Promise<void>;
}
