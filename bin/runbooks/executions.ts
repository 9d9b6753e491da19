import { setTimeout } from 'node:timers/promises';
import { type AutomationExecution, GetAutomationExecutionCommand, type SSMClient } from '@aws-sdk/client-ssm';
import pMap from 'p-map';
import { requiredText } from '../../aws/required.ts';
import { startRunbook } from '../../aws/runbook-executions.ts';
import { untilAborted } from '../until-aborted.ts';
import { isOver, type RunbookExecution } from './runbook-execution.ts';

/** What a runbook is started for, and with. */
export interface Job {
  readonly userName: string;
  readonly userId: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** How executions are started and followed. */
export interface ExecutionOptions<Wanted extends Job = Job> {
  readonly ssm: SSMClient;
  readonly document: string;
  /** Executions under way at once. */
  readonly concurrency: number;
  readonly wait: (milliseconds: number) => Promise<void>;
  /** Aborted: no more are started; AWS alone brings those under way to their end. */
  readonly signal: AbortSignal;
  /** Told of each that was started, has ended, or was let go. */
  readonly onReceipt: (receipt: RunbookExecution, job: Wanted) => void;
}

/** Automation takes one start a second (Systems Manager quotas); in milliseconds. */
const BETWEEN_STARTS = 1_000;

/** How long to wait between two looks at an execution, in milliseconds: they take ten seconds or more. */
const BETWEEN_LOOKS = 2_000;

/** A real pause. */
export const pause = (milliseconds: number): Promise<void> => setTimeout(milliseconds);

/**
 * Starts the runbook for each job and follows the executions. Answers the error with which AWS refused a start, if it did:
 * none is started after it, since the next would fare no better.
 */
export async function runAll<Wanted extends Job>(
  jobs: readonly Wanted[],
  options: ExecutionOptions<Wanted>,
): Promise<unknown> {
  const inTurn = spaced(options.wait, options.signal);
  let refusal: unknown;
  const run = async (job: Wanted) => {
    const started = await inTurn(async () => {
      if (refusal !== undefined) return undefined;
      const { receipt, error } = await start(job, options);
      if (receipt.status === 'NotStarted') refusal = error;
      options.onReceipt(receipt, job);
      return receipt;
    });
    if (started?.status === 'InProgress') options.onReceipt(await follow(started, options), job);
  };
  await pMap(jobs, run, { concurrency: options.concurrency });
  return refusal;
}

type StartOptions = Pick<ExecutionOptions, 'ssm' | 'document'>;
type FollowOptions = Pick<ExecutionOptions, 'ssm' | 'signal' | 'wait'>;

interface Started {
  readonly receipt: RunbookExecution;
  readonly error?: unknown;
}

async function start({ parameters, ...user }: Job, { ssm, document }: StartOptions): Promise<Started> {
  const common = { userName: user.userName, userId: user.userId, outputs: {} };
  try {
    const automationExecutionId = await startRunbook(ssm, document, parameters);
    return { receipt: { ...common, automationExecutionId, status: 'InProgress', failure: '' } };
  } catch (error) {
    const status = isRefusal(error) ? 'NotStarted' : 'Unknown';
    return { receipt: { ...common, automationExecutionId: '', status, failure: inWords(error) }, error };
  }
}

/** AWS said no, or the request never left; any other error may have come after the start. */
function isRefusal(error: unknown): boolean {
  const { $fault, $metadata } = error as { $fault?: string; $metadata?: object };
  return $fault === 'client' || $metadata === undefined;
}

/** Follows an execution until it is over, cannot be looked at, or is let go. */
async function follow(receipt: RunbookExecution, options: FollowOptions): Promise<RunbookExecution> {
  let seen = receipt;
  while (!isOver(seen) && !options.signal.aborted) {
    seen = await readExecution(seen, options.ssm);
    if (seen.status === 'Unknown') break;
    if (!isOver(seen)) await untilAborted(options.signal, () => options.wait(BETWEEN_LOOKS));
  }
  return seen;
}

/** What is known of an execution now. */
export async function readExecution(receipt: RunbookExecution, ssm: SSMClient): Promise<RunbookExecution> {
  const { automationExecutionId: AutomationExecutionId } = receipt;
  try {
    const { AutomationExecution: execution = {} } = await ssm.send(
      new GetAutomationExecutionCommand({ AutomationExecutionId }),
    );
    const status = requiredText('AutomationExecutionStatus', execution.AutomationExecutionStatus);
    const failure = String(execution.FailureMessage ?? '');
    return { ...receipt, status, failure, outputs: outputsOf(execution) };
  } catch (error) {
    return { ...receipt, status: 'Unknown', failure: inWords(error) };
  }
}

function outputsOf({ Outputs = {} }: AutomationExecution): Record<string, string> {
  return Object.fromEntries(
    Object.entries(Outputs).map(([name, values]) => [name.replace(/^.*\./, ''), values.join(', ')]),
  );
}

function inWords(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

/** Lets work begin a second after the work before has ended, however many ask at once; once the signal has come, none. */
function spaced(wait: (milliseconds: number) => Promise<void>, signal: AbortSignal) {
  let turn: Promise<unknown> = Promise.resolve();
  return <Result>(work: () => Promise<Result>): Promise<Result | undefined> => {
    const mine = turn.then(() => (signal.aborted ? undefined : work()));
    // Whoever asked for this work is told of its error.
    turn = mine.catch(() => {}).then(() => untilAborted(signal, () => wait(BETWEEN_STARTS)));
    return mine;
  };
}
