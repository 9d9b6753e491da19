import type { Operations } from '../api.ts';
import { createDocumentStore } from './document/store.ts';
import type { Services } from './execution/actions.ts';
import { documentOperations } from './operations/documents.ts';
import { executionOperations, type FinishedExecution } from './operations/executions.ts';
import { findPython, pythonRunner } from './scripts/python.ts';
import type { ScriptRunner } from './scripts/script-runner.ts';
import { readReceiptDirectly, refuseScripts, type WithoutPython } from './scripts/without-python.ts';

/** Where automations run, and what their steps reach. */
export interface AutomationOptions
  extends Pick<Services, 'clock' | 'invokeFunction'>,
    Partial<Pick<Services, 'lambdaErrorFailsStep' | 'lambdaPayload'>> {
  readonly accountId: string;
  readonly region: string;
  readonly partition: string;
  /** Runs the scripts in place of a Python found on the PATH. */
  readonly runScript?: ScriptRunner;
  /** What becomes of scripts if no Python is found; they fail if nothing is said. */
  readonly withoutPython?: WithoutPython;
}

/** SSM Automation in memory: executes runbooks as AWS documents it. */
export interface Automation {
  readonly operations: Operations;
  /** Every execution, in the order in which they ended. */
  readonly executions: readonly FinishedExecution[];
}

/** Makes an Automation without documents; it keeps them and its executions for itself. */
export function createAutomation(options: AutomationOptions): Automation {
  const { accountId, region, partition, clock } = options;
  const documents = createDocumentStore(`arn:${partition}:ssm:${region}:${accountId}:document/`);
  const executions: FinishedExecution[] = [];
  const services: Services = {
    clock,
    invokeFunction: options.invokeFunction,
    runScript: options.runScript ?? scriptRunner(options.withoutPython ?? 'fail'),
    lambdaErrorFailsStep: options.lambdaErrorFailsStep ?? true,
    lambdaPayload: options.lambdaPayload ?? 'string',
  };
  const place = { accountId, region, partition, clock };
  return {
    executions,
    operations: {
      ...documentOperations(documents, place),
      ...executionOperations({ documents, executions, place, services }),
    },
  };
}

/** Looks for a Python when a script is to be run, no earlier: most automations of a test have none. */
function scriptRunner(withoutPython: WithoutPython): ScriptRunner {
  return (invocation) => {
    const python = findPython();
    if (python !== undefined) return pythonRunner(python)(invocation);
    return withoutPython === 'passThrough' ? readReceiptDirectly(invocation) : refuseScripts(invocation);
  };
}
