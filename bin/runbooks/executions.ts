import { type AutomationExecution, GetAutomationExecutionCommand, type SSMClient } from '@aws-sdk/client-ssm';
import pMap from 'p-map';
import { requiredText } from '../../aws/required.ts';
import { startRunbook } from '../../aws/runbook-executions.ts';
import { untilAborted } from '../terminal/until-aborted.ts';
import { hasEnded, type RunbookExecution } from './runbook-execution.ts';
import { createStartQueue } from './start-queue.ts';

/** The user for which a runbook is started, and its parameters. */
export interface ExecutionRequest {
  readonly userName: string;
  readonly userId: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** The options of `runAll`. */
export interface ExecutionOptions<SomeRequest extends ExecutionRequest = ExecutionRequest> {
  readonly ssm: SSMClient;
  readonly document: string;
  /** How many executions run at once. */
  readonly concurrency: number;
  readonly wait: (milliseconds: number) => Promise<void>;
  /** When it aborts, no further execution is started; running ones continue in AWS. */
  readonly signal: AbortSignal;
  /** Called before each start. */
  readonly onStart?: (request: SomeRequest) => void;
  /** Called for each execution when it starts, and when it ends or is abandoned. */
  readonly onExecution: (execution: RunbookExecution, request: SomeRequest) => void;
}

/**
 * How long to wait before an execution is read again, in milliseconds: executions take ten seconds or more.
 */
const BETWEEN_READS_MS = 2_000;

/**
 * Starts the runbook for each request, and reads the executions until they end. If AWS refuses a start, no
 * further runbook is started, because AWS would refuse the next start as well; returns that error. An error
 * of a callback, such as a full disk, ends the starts, too, but not the reading of what was started.
 */
export async function runAll<SomeRequest extends ExecutionRequest>(
  requests: readonly SomeRequest[],
  options: ExecutionOptions<SomeRequest>,
): Promise<unknown> {
  const enqueueStart = createStartQueue(options.wait, options.signal);
  let refusal: unknown;
  const report = (callback: () => void): void => {
    try {
      callback();
    } catch (error) {
      refusal ??= error;
    }
  };
  const run = async (request: SomeRequest) => {
    const started = await enqueueStart(async () => {
      if (refusal === undefined) report(() => options.onStart?.(request));
      if (refusal !== undefined) return undefined;
      const { execution, error } = await start(request, options);
      if (execution.status === 'NotStarted') refusal = error;
      report(() => options.onExecution(execution, request));
      return execution;
    });
    if (started?.status !== 'InProgress') return;
    const ended = await follow(started, options);
    report(() => options.onExecution(ended, request));
  };
  await pMap(requests, run, { concurrency: options.concurrency });
  return refusal;
}

type StartOptions = Pick<ExecutionOptions, 'ssm' | 'document'>;
type FollowOptions = Pick<ExecutionOptions, 'ssm' | 'signal' | 'wait'>;

interface StartResult {
  readonly execution: RunbookExecution;
  readonly error?: unknown;
}

async function start(
  { parameters, ...user }: ExecutionRequest,
  { ssm, document }: StartOptions,
): Promise<StartResult> {
  const common = { userName: user.userName, userId: user.userId, outputs: {} };
  try {
    const automationExecutionId = await startRunbook(ssm, document, parameters);
    return { execution: { ...common, automationExecutionId, status: 'InProgress', failure: '' } };
  } catch (error) {
    const status = isRefusal(error) ? 'NotStarted' : 'Unknown';
    return {
      execution: { ...common, automationExecutionId: '', status, failure: describeFailure(error) },
      error,
    };
  }
}

/**
 * Whether AWS refused the start, or the request was never sent. After any other error, the runbook may have
 * been started.
 */
function isRefusal(error: unknown): boolean {
  const { $fault, $metadata } = error as { $fault?: string; $metadata?: object };
  return $fault === 'client' || $metadata === undefined;
}

/** Reads an execution until it has ended, cannot be read, or the signal aborts. */
async function follow(execution: RunbookExecution, options: FollowOptions): Promise<RunbookExecution> {
  let current = execution;
  while (!hasEnded(current) && !options.signal.aborted) {
    current = await readExecution(current, options.ssm);
    if (current.status === 'Unknown') break;
    if (!hasEnded(current)) await untilAborted(options.signal, () => options.wait(BETWEEN_READS_MS));
  }
  return current;
}

/** Reads the current state of an execution; its status is `Unknown` if it cannot be read. */
export async function readExecution(execution: RunbookExecution, ssm: SSMClient): Promise<RunbookExecution> {
  const { automationExecutionId: AutomationExecutionId } = execution;
  try {
    const { AutomationExecution: answer = {} } = await ssm.send(
      new GetAutomationExecutionCommand({ AutomationExecutionId }),
    );
    const status = requiredText('AutomationExecutionStatus', answer.AutomationExecutionStatus);
    const failure = String(answer.FailureMessage ?? '');
    return { ...execution, status, failure, outputs: outputsOf(answer) };
  } catch (error) {
    return { ...execution, status: 'Unknown', failure: describeFailure(error) };
  }
}

function outputsOf({ Outputs = {} }: AutomationExecution): Record<string, string> {
  return Object.fromEntries(
    Object.entries(Outputs).map(([name, values]) => [name.replace(/^.*\./, ''), values.join(', ')]),
  );
}

function describeFailure(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
