import type { Operations } from '../api.ts';
import { createDocumentStore } from './document/store.ts';
import type { Services } from './execution/actions.ts';
import { documentOperations } from './operations/documents.ts';
import { executionOperations } from './operations/executions.ts';
import { signalOperations } from './operations/signals.ts';
import type { AutomationState, FinishedExecution } from './operations/state.ts';
import { findPython, pythonRunner } from './scripts/python.ts';
import type { ScriptRunner } from './scripts/script-runner.ts';
import { readPayloadDirectly, refuseScripts, type WithoutPython } from './scripts/without-python.ts';

/** The account of an Automation, and the services that its steps use. */
export interface AutomationOptions
  extends Pick<Services, 'clock' | 'invokeFunction'>,
    Partial<Pick<Services, 'lambdaErrorFailsStep' | 'lambdaPayload' | 'rejectionFailsStep'>> {
  readonly accountId: string;
  readonly region: string;
  readonly partition: string;
  /** The executions that have ended already; none by default. */
  readonly executions?: readonly FinishedExecution[];
  /** Called when an execution has ended, before the call that ended it is answered. */
  readonly onExecutionEnd?: () => Promise<void>;
  /** Runs the scripts; absent: the first Python 3 on the PATH runs them. */
  readonly runScript?: ScriptRunner;
  /** What happens to a script if no Python is found; `fail` by default. */
  readonly withoutPython?: WithoutPython;
}

/** SSM Automation in memory: runs runbooks as AWS documents it. */
export interface Automation {
  readonly operations: Operations;
  /** Every execution that has ended, in the order of their ends. */
  readonly executions: readonly FinishedExecution[];
}

/** Creates an Automation without documents and executions. */
export function createAutomation(options: AutomationOptions): Automation {
  const { accountId, region, partition, clock } = options;
  const documents = createDocumentStore(`arn:${partition}:ssm:${region}:${accountId}:document/`);
  const executions = new Map((options.executions ?? []).map((each) => [idOf(each), each]));
  const services: AutomationState['services'] = {
    clock,
    invokeFunction: options.invokeFunction,
    runScript: options.runScript ?? scriptRunner(options.withoutPython ?? 'fail'),
    lambdaErrorFailsStep: options.lambdaErrorFailsStep ?? true,
    lambdaPayload: options.lambdaPayload ?? 'string',
    rejectionFailsStep: options.rejectionFailsStep ?? true,
  };
  const environment = { accountId, region, partition, clock };
  const { onExecutionEnd: onEnd = async () => {} } = options;
  const state = { documents, executions, waiting: new Map(), environment, services, onEnd };
  return {
    get executions() {
      return [...executions.values()];
    },
    operations: {
      ...documentOperations(documents, environment),
      ...executionOperations(state),
      ...signalOperations(state),
    },
  };
}

const idOf = ({ report }: FinishedExecution): string => report.AutomationExecutionId ?? '';

/** Searches for Python only when a script runs, since most automations in tests run no script. */
function scriptRunner(withoutPython: WithoutPython): ScriptRunner {
  return (invocation) => {
    const python = findPython();
    if (python !== undefined) return pythonRunner(python)(invocation);
    return withoutPython === 'passThrough' ? readPayloadDirectly(invocation) : refuseScripts(invocation);
  };
}
