import { AutomationDefinitionNotFoundException } from '@aws-sdk/client-ssm';
import type { Account, AccountOptions } from '../account.ts';
import { explain } from '../aws-errors.ts';
import { NotDeployedError } from '../errors.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { describeIdentity } from '../identity.ts';
import type { Io } from '../io.ts';
import { createProgress } from '../progress.ts';
import { runAll } from '../runbooks/executions.ts';
import { hasEnded, type RunbookExecution } from '../runbooks/runbook-execution.ts';
import {
  describeBatch,
  describeExecution,
  exitCodeOf,
  type RunbookStart,
  type StartedRunbook,
} from './batch-report.ts';
import { keepReceipts, type ReceiptsOrigin } from './keep-receipts.ts';

/** The options of every command that starts runbooks. */
export interface BatchOptions extends AccountOptions {
  /** Does not ask for confirmation. */
  readonly yes?: boolean;
  readonly dryRun?: boolean;
  /** The parameter RolePath of the stack; `/` if it is not given. */
  readonly rolePath?: string;
  /** How many executions run at once. */
  readonly concurrency: number;
}

/** The requests to start one runbook for several users. */
export interface RunbookBatch extends ReceiptsOrigin {
  readonly requests: readonly RunbookStart[];
  /** Asked before the first start, after the account, unless it is a dry run. */
  readonly question: string;
}

/** The account in which a command starts runbooks, and the process of the command. */
export interface Session {
  readonly account: Account;
  readonly io: Io;
}

/** Asks for confirmation, starts the runbooks, and shows each receipt. */
export async function runBatch(
  { account, io }: Session,
  batch: RunbookBatch,
  options: BatchOptions,
): Promise<ExitCode> {
  const { requests, identity } = batch;
  if (requests.length === 0 && !io.interruption.aborted) {
    io.out('Nothing to do.\n');
    return EXIT.ok;
  }
  const question = `${describeIdentity(identity)} ${batch.question}`;
  // After Ctrl-C, no question is asked.
  const isConfirmed = !io.interruption.aborted && (options.dryRun || options.yes || (await io.ask(question)));
  if (isConfirmed && !io.interruption.aborted) return startBatch({ account, batch, options, io });
  io.err('Nothing was done.\n');
  return io.interruption.aborted ? EXIT.interrupted : EXIT.failed;
}

interface BatchContext extends Session {
  readonly batch: RunbookBatch;
  readonly options: BatchOptions;
}

async function startBatch({ account, batch, options, io }: BatchContext): Promise<ExitCode> {
  const { document, requests } = batch;
  const { begin, keep } = keepReceipts(batch, account.now);
  const started = new Map<RunbookStart, RunbookExecution>();
  const progress = createProgress(io, 'executions ended');
  const countEnded = () => [...started.values()].filter(hasEnded).length;
  const onExecution = (execution: RunbookExecution, request: RunbookStart) => {
    started.set(request, execution);
    progress.end();
    if (execution.status !== 'InProgress') io.out(`${describeExecution(execution, request)}\n`);
    progress.show(countEnded(), requests.length);
    keep(execution, request);
  };
  progress.show(0, requests.length);
  const refusal = await runAll(requests, {
    ssm: account.ssm(),
    document,
    wait: account.wait,
    concurrency: options.concurrency,
    signal: io.interruption,
    onStart: begin,
    onExecution,
  }).finally(() => progress.end());
  const runbooks: StartedRunbook[] = [...started].map(([request, execution]) => ({ request, execution }));
  io.err(describeBatch(runbooks, requests.length));
  if (refusal !== undefined) io.err(`${explain(toNotDeployed(refusal, document))}\n`);
  const code = exitCodeOf(runbooks, requests.length, io.interruption);
  // All executions may have ended well, and a receipt is missing all the same.
  return refusal === undefined || code === EXIT.interrupted ? code : EXIT.failed;
}

function toNotDeployed(error: unknown, document: string): unknown {
  if (!(error instanceof AutomationDefinitionNotFoundException)) return error;
  const advice = 'deploy its template (README), or give --region.';
  return new NotDeployedError(`${document} is not deployed in this Region: ${advice}`, { cause: error });
}
