import {
  AutomationExecutionNotFoundException,
  GetAutomationExecutionCommand,
  type SSMClient,
} from '@aws-sdk/client-ssm';
import pMap from 'p-map';
import { optionalText, required } from '../../aws/required.ts';
import type { Attempts } from './attempts.ts';
import type { Starter } from './history.ts';

/** The executions to read, and where what could not be read goes. */
export interface ReadStartersOptions {
  readonly ssm: SSMClient;
  readonly executions: readonly string[];
  readonly attempts: Attempts;
  /** Called after each execution. */
  readonly onProgress: (doneCount: number, total: number) => void;
}

/** How many executions are read at once; the rate that Systems Manager accepts is not published. */
const CONCURRENT_EXECUTIONS = 5;

/**
 * Reads who started each execution, one call each; after the first denied call no other is made, since it would be denied, too. An
 * execution that could not be read is missing in the result.
 */
export async function readStarters(options: ReadStartersOptions): Promise<ReadonlyMap<string, Starter>> {
  const { ssm, executions, attempts, onProgress } = options;
  const starters = new Map<string, Starter>();
  let denial: unknown;
  let doneCount = 0;
  const read = async (id: string) => {
    if (denial === undefined) {
      const starter = await attempts.attempt({ what: 'execution', which: id }, () =>
        readStarter(ssm, id).catch((error: unknown) => {
          if (isDenial(error)) denial = error;
          throw error;
        }),
      );
      if (starter) starters.set(id, starter);
    }
    doneCount += 1;
    onProgress(doneCount, executions.length);
  };
  await pMap(executions, read, { concurrency: CONCURRENT_EXECUTIONS });
  return starters;
}

/** Systems Manager answers `AccessDeniedException`; a prefix may be added or left out. */
function isDenial(error: unknown): boolean {
  return error instanceof Error && error.name.startsWith('AccessDenied');
}

/** `ExecutedBy` is "the Amazon Resource Name (ARN) of the user who ran the automation" (API reference, AutomationExecution), and optional. */
async function readStarter(ssm: SSMClient, id: string): Promise<Starter> {
  try {
    const answer = await ssm.send(new GetAutomationExecutionCommand({ AutomationExecutionId: id }));
    const execution = required('GetAutomationExecution.AutomationExecution', answer.AutomationExecution);
    const arn = optionalText(execution.ExecutedBy);
    return arn === '' ? { arn: null, notKnown: 'NotTold' } : { arn, notKnown: null };
  } catch (error) {
    if (error instanceof AutomationExecutionNotFoundException) return { arn: null, notKnown: 'NotKept' };
    throw error;
  }
}
