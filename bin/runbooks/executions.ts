import { setTimeout } from 'node:timers/promises';
import {
  AutomationDefinitionNotFoundException,
  type AutomationExecution,
  GetAutomationExecutionCommand,
  type SSMClient,
} from '@aws-sdk/client-ssm';
import pMap from 'p-map';
import { startRunbook } from '../../remediation/aws/runbook-executions.ts';

/** What a runbook is started for, and with. */
export interface Job {
  readonly userName: string;
  readonly userId: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** How an execution ended. */
export interface Receipt {
  readonly userName: string;
  readonly userId: string;
  readonly automationExecutionId: string;
  /** Automation's: `Success`, `Failed`, …; `NotStarted` where there is no execution. */
  readonly status: string;
  /** The runbook's outputs by their names, `Outcome`, `Reason` and so on; empty where it failed. */
  readonly outputs: Readonly<Record<string, string>>;
  /** Why it failed; empty where it did not. */
  readonly failure: string;
}

/** How executions are started and followed. */
export interface ExecutionOptions {
  readonly ssm: SSMClient;
  readonly document: string;
  /** Executions under way at once. */
  readonly concurrency: number;
  readonly wait: (milliseconds: number) => Promise<void>;
  /** Aborted: no more are started; those under way are followed to their end by AWS alone. */
  readonly signal: AbortSignal;
  /** Told of each that has ended. */
  readonly onReceipt: (receipt: Receipt) => void;
}

/** Automation takes one start a second (Systems Manager quotas); in milliseconds. */
const BETWEEN_STARTS = 1_000;

/** How long to wait between two looks at an execution, in milliseconds: they take ten seconds or more. */
const BETWEEN_LOOKS = 2_000;

/** The statuses in which an execution stays (API reference, AutomationExecutionStatus). */
const OVER = [
  ...['Success', 'TimedOut', 'Cancelled', 'Failed', 'Rejected', 'Exited'],
  ...['ChangeCalendarOverrideRejected', 'CompletedWithSuccess', 'CompletedWithFailure'],
];

/** A real pause. */
export const pause = (milliseconds: number): Promise<void> => setTimeout(milliseconds);

/** Starts the runbook for each job and follows the executions. Throws where it is not deployed. */
export async function runAll(jobs: readonly Job[], options: ExecutionOptions): Promise<Receipt[]> {
  const start = spaced(options.wait);
  const receipts: Receipt[] = [];
  const run = async (job: Job) => {
    const receipt = await runOne(job, options, start);
    if (!receipt) return;
    receipts.push(receipt);
    options.onReceipt(receipt);
  };
  await pMap(jobs, run, { concurrency: options.concurrency });
  return receipts;
}

async function runOne(
  { parameters, ...user }: Job,
  options: ExecutionOptions,
  start: (work: () => Promise<string>) => Promise<string>,
): Promise<Receipt | undefined> {
  const { ssm, document, signal } = options;
  if (signal.aborted) return undefined;
  let automationExecutionId = '';
  try {
    automationExecutionId = await start(() => startRunbook(ssm, document, parameters));
    return { ...user, automationExecutionId, ...(await follow(automationExecutionId, options)) };
  } catch (error) {
    // The next one would fare no better.
    if (error instanceof AutomationDefinitionNotFoundException) throw error;
    const failure = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    const status = automationExecutionId ? 'Unknown' : 'NotStarted';
    return { ...user, automationExecutionId, status, outputs: {}, failure };
  }
}

async function follow(
  AutomationExecutionId: string,
  { ssm, wait, signal }: ExecutionOptions,
): Promise<Pick<Receipt, 'status' | 'outputs' | 'failure'>> {
  for (;;) {
    const { AutomationExecution: execution = {} } = await ssm.send(
      new GetAutomationExecutionCommand({ AutomationExecutionId }),
    );
    const { AutomationExecutionStatus: status = 'Unknown', FailureMessage: failure = '' } = execution;
    if (OVER.includes(status) || signal.aborted) return { status, outputs: outputsOf(execution), failure };
    await wait(BETWEEN_LOOKS);
  }
}

function outputsOf({ Outputs = {} }: AutomationExecution): Record<string, string> {
  return Object.fromEntries(
    Object.entries(Outputs).map(([name, values]) => [name.replace(/^.*\./, ''), values.join(', ')]),
  );
}

/** Lets work begin one after another, a second apart, however many ask at once. */
function spaced(wait: (milliseconds: number) => Promise<void>) {
  let turn: Promise<void> = Promise.resolve();
  return async <Result>(work: () => Promise<Result>): Promise<Result> => {
    const mine = turn;
    turn = mine.then(() => wait(BETWEEN_STARTS));
    await mine;
    return work();
  };
}
