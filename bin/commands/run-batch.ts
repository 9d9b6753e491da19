import { AutomationDefinitionNotFoundException } from '@aws-sdk/client-ssm';
import type { Account, AccountOptions } from '../account.ts';
import { explain } from '../aws-errors.ts';
import { NotDeployedError, UsageError } from '../errors.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { createProgress } from '../progress.ts';
import { runAll } from '../runbooks/executions.ts';
import { createReceiptsFile, type ReceiptsFile } from '../runbooks/receipts-file.ts';
import { isOver, type RunbookExecution } from '../runbooks/runbook-execution.ts';
import { type Act, exitCodeOf, type Step, sentence, summary } from './batch-report.ts';

/** What every command that acts is asked. */
export interface BatchOptions extends AccountOptions {
  /** Do not ask. */
  readonly yes?: boolean;
  readonly dryRun?: boolean;
  /** Executions at once. */
  readonly concurrency: number;
  /** A new file for the receipts, from which `undo` can take all of it back. */
  readonly receipts?: string;
}

/** What is to be done. */
export interface RunbookBatch {
  readonly document: string;
  readonly jobs: readonly Step[];
  /** What a person is asked, unless it is a dry run. */
  readonly question: string;
}

/** Asks, starts the runbooks, and shows each receipt. */
export async function runBatch(
  account: Account,
  batch: RunbookBatch,
  options: BatchOptions,
  io: Io,
): Promise<ExitCode> {
  const { jobs, question } = batch;
  if (jobs.length === 0 && !io.interruption.aborted) {
    io.out('Nothing to do.\n');
    return EXIT.ok;
  }
  const file = options.receipts ? createReceiptsFile(options.receipts) : undefined;
  // Whoever has pressed Ctrl-C has answered.
  const isWanted = !io.interruption.aborted && (options.dryRun || options.yes || (await io.ask(question)));
  if (isWanted && !io.interruption.aborted) return startBatch({ account, batch, options, io, file });
  file?.discard();
  io.err('Nothing was done.\n');
  return io.interruption.aborted ? EXIT.interrupted : EXIT.failed;
}

interface Order {
  readonly account: Account;
  readonly batch: RunbookBatch;
  readonly options: BatchOptions;
  readonly io: Io;
  readonly file: ReceiptsFile | undefined;
}

async function startBatch({ account, batch, options, io, file }: Order): Promise<ExitCode> {
  const { document, jobs } = batch;
  const acts = new Map<Step, RunbookExecution>();
  const progress = createProgress(io, 'executions ended');
  const ended = () => [...acts.values()].filter(isOver).length;
  const onReceipt = (receipt: RunbookExecution, job: Step) => {
    acts.set(job, receipt);
    progress.end();
    if (receipt.status !== 'InProgress') io.out(`${sentence(receipt, job)}\n`);
    progress.show(ended(), jobs.length);
    file?.put(receipt);
  };
  progress.show(0, jobs.length);
  const refusal = await runAll(jobs, {
    ...{ ssm: account.ssm(), document, wait: account.wait },
    ...{ concurrency: options.concurrency, signal: io.interruption, onReceipt },
  }).finally(() => progress.end());
  const all: Act[] = [...acts].map(([job, receipt]) => ({ job, receipt }));
  io.err(summary(all, jobs.length));
  if (refusal !== undefined) io.err(`${explain(toNotDeployed(refusal, document))}\n`);
  return exitCodeOf(all, jobs.length, io.interruption);
}

function toNotDeployed(error: unknown, document: string): unknown {
  if (!(error instanceof AutomationDefinitionNotFoundException)) return error;
  const advice = 'deploy its template (README), or give --region.';
  return new NotDeployedError(`${document} is not deployed in this Region: ${advice}`, { cause: error });
}

/** How many executions at once; throws `UsageError` for anything but a whole number from 1 to 50. */
export function readConcurrency(given: string): number {
  const number = /^[1-9][0-9]?$/.test(given) ? Number(given) : 0;
  if (number >= 1 && number <= 50) return number;
  throw new UsageError(`--concurrency: expected a whole number from 1 to 50; received "${given}"`);
}
