import { AutomationDefinitionNotFoundException } from '@aws-sdk/client-ssm';
import { explain } from '../account/aws-errors.ts';
import { NotDeployedError } from '../command-line/errors.ts';
import { EXIT, type ExitCode, worstOf } from '../command-line/exit-codes.ts';
import type { Io } from '../terminal/io.ts';
import { createProgress } from '../terminal/progress.ts';
import type { AccountBatch, BatchOptions } from './batch.ts';
import {
  describeBatch,
  describeExecution,
  exitCodeOf,
  type RunbookStart,
  type StartedRunbook,
} from './batch-report.ts';
import { runAll } from './executions.ts';
import { keepReceipts } from './keep-receipts.ts';
import type { ReceiptsFile } from './receipts-file.ts';
import { hasEnded, type RunbookExecution } from './runbook-execution.ts';
import { writeExemptions } from './write-exemptions.ts';

/** A batch, and where its receipts go. */
export interface BatchContext extends AccountBatch {
  readonly file: ReceiptsFile | undefined;
  readonly options: BatchOptions;
}

/**
 * Writes the exemptions of an account, then starts its runbooks and shows each receipt. The exemptions first:
 * they are written at once, and an interruption during the runbooks does not lose them.
 */
export async function exemptAndStart(context: BatchContext): Promise<ExitCode> {
  const { batch, options, ...origin } = context;
  const { identity, requests, exemptions = [] } = batch;
  const written = options.dryRun ? EXIT.ok : await writeExemptions(exemptions, { ...origin, identity });
  if (written === 'stop') return EXIT.failed;
  return requests.length === 0 ? written : worstOf([written, await startBatch(context)]);
}

async function startBatch({ account, batch, file, options, io }: BatchContext): Promise<ExitCode> {
  const { document, requests } = batch;
  const { begin, keep } = keepReceipts({ ...batch, file }, account.now);
  const { show, end, started } = showExecutions(io, requests.length);
  const refusal = await runAll(requests, {
    ssm: account.ssm(),
    document,
    wait: account.wait,
    concurrency: options.concurrency,
    signal: io.interruption,
    onStart: begin,
    onExecution: (execution, request) => {
      show(execution, request);
      keep(execution, request);
    },
  }).finally(end);
  const runbooks = started();
  io.err(describeBatch(runbooks, requests.length));
  if (refusal !== undefined) io.err(`${explain(toNotDeployed(refusal, document))}\n`);
  const code = exitCodeOf(runbooks, requests.length, io.interruption);
  // All executions may have ended well, and a receipt is missing all the same.
  return refusal === undefined || code === EXIT.interrupted ? code : EXIT.failed;
}

/** Shows the executions of a batch, and has the last state of each. */
function showExecutions(io: Io, requestCount: number) {
  const executions = new Map<RunbookStart, RunbookExecution>();
  const progress = createProgress(io, 'executions ended');
  const showProgress = () => progress.show([...executions.values()].filter(hasEnded).length, requestCount);
  showProgress();
  return {
    show(execution: RunbookExecution, request: RunbookStart) {
      executions.set(request, execution);
      progress.end();
      if (execution.status !== 'InProgress') io.out(`${describeExecution(execution, request)}\n`);
      showProgress();
    },
    end: progress.end,
    started: (): StartedRunbook[] => [...executions].map(([request, execution]) => ({ request, execution })),
  };
}

function toNotDeployed(error: unknown, document: string): unknown {
  if (!(error instanceof AutomationDefinitionNotFoundException)) return error;
  const advice = 'deploy its template (README), or give --region.';
  return new NotDeployedError(`${document} is not deployed in this Region: ${advice}`, { cause: error });
}
