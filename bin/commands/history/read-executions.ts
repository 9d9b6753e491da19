import {
  type AutomationExecution,
  AutomationExecutionNotFoundException,
  GetAutomationExecutionCommand,
  type SSMClient,
} from '@aws-sdk/client-ssm';
import pMap from 'p-map';
import { optionalText, required } from '../../../aws/required.ts';
import { isDenied } from '../../account/denied.ts';
import type { Attempts } from './attempts.ts';
import type { ToldExecution } from './executions.ts';

/** The executions to read, the client that reads them, and the attempts that note what could not be read. */
export interface ReadExecutionsOptions {
  readonly ssm: SSMClient;
  readonly executions: readonly string[];
  readonly attempts: Attempts;
  /** Called after each execution. */
  readonly onProgress: (doneCount: number, total: number) => void;
}

/** How many executions are read at once; the rate that Systems Manager accepts is not published. */
const CONCURRENT_EXECUTIONS = 5;

/**
 * Reads each execution, who started it included, one call each; after the first denied call no other is made,
 * since it would be denied, too. An execution that could not be read is missing in the result.
 */
export async function readExecutions(
  options: ReadExecutionsOptions,
): Promise<ReadonlyMap<string, ToldExecution>> {
  const { ssm, executions, attempts, onProgress } = options;
  const found = new Map<string, ToldExecution>();
  let denial: unknown;
  let doneCount = 0;
  const read = async (id: string) => {
    if (denial === undefined) {
      const told = await attempts.attempt({ what: 'execution', which: id }, () =>
        readExecution(ssm, id).catch((error: unknown) => {
          if (isDenied(error)) denial = error;
          throw error;
        }),
      );
      if (told) found.set(id, told);
    }
    doneCount += 1;
    onProgress(doneCount, executions.length);
  };
  await pMap(executions, read, { concurrency: CONCURRENT_EXECUTIONS });
  return found;
}

/**
 * `ExecutedBy` is "the Amazon Resource Name (ARN) of the user who ran the automation" (API reference,
 * AutomationExecution), and optional.
 */
async function readExecution(ssm: SSMClient, id: string): Promise<ToldExecution> {
  try {
    const answer = await ssm.send(new GetAutomationExecutionCommand({ AutomationExecutionId: id }));
    const execution = required('GetAutomationExecution.AutomationExecution', answer.AutomationExecution);
    const arn = optionalText(execution.ExecutedBy);
    return {
      starter: arn === '' ? { arn: null, notKnown: 'NotTold' } : { arn, notKnown: null },
      // A document that another account shares is named by its ARN.
      document: optionalText(execution.DocumentName).replace(/^arn:.*\//, ''),
      userId: onlyText(execution.Parameters, 'IAMUserId'),
      outcome: outcomeIn(execution.Outputs),
    };
  } catch (error) {
    if (error instanceof AutomationExecutionNotFoundException) return NO_SUCH_EXECUTION;
    throw error;
  }
}

const NO_SUCH_EXECUTION: ToldExecution = {
  starter: { arn: null, notKnown: 'NoSuchExecution' },
  document: '',
  userId: '',
  outcome: '',
};

/** An output that no step produced is a sentence, and an outcome is a word. */
function outcomeIn(outputs: AutomationExecution['Outputs']): string {
  const outcome = onlyText(outputs, 'ReadReceipt.Outcome');
  return /^[A-Za-z]+$/.test(outcome) ? outcome : '';
}

/** The SDK passes on whatever JSON it receives. */
function onlyText(values: Readonly<Record<string, readonly string[]>> | undefined, name: string): string {
  const value: unknown = values?.[name];
  return Array.isArray(value) && value.length === 1 ? optionalText(value[0]) : '';
}
