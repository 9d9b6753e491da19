import { AutomationDefinitionNotFoundException } from '@aws-sdk/client-ssm';
import pMap from 'p-map';
import type { Account, AccountOptions } from '../account/account.ts';
import { explain } from '../account/aws-errors.ts';
import { describeIdentity } from '../account/identity.ts';
import { CONCURRENT_ACCOUNTS, type InAccount } from '../accounts/in-each-account.ts';
import { countAccounts } from '../accounts/not-read.ts';
import type { AccountsOptions } from '../accounts/options.ts';
import { NotDeployedError } from '../command-line/errors.ts';
import { EXIT, type ExitCode, worstOf } from '../command-line/exit-codes.ts';
import type { ExemptionRequest } from '../decisions/exemptions/exemption-receipt.ts';
import type { Io } from '../terminal/io.ts';
import { createProgress } from '../terminal/progress.ts';
import {
  describeBatch,
  describeExecution,
  exitCodeOf,
  type RunbookStart,
  type StartedRunbook,
} from './batch-report.ts';
import { runAll } from './executions.ts';
import { keepReceipts, type ReceiptsOrigin } from './keep-receipts.ts';
import type { ReceiptsFile } from './receipts-file.ts';
import { hasEnded, type RunbookExecution } from './runbook-execution.ts';
import { writeExemptions } from './write-exemptions.ts';

/** The options of every command that starts runbooks. */
export interface BatchOptions extends AccountOptions, AccountsOptions {
  /** Does not ask for confirmation. */
  readonly yes?: boolean;
  readonly dryRun?: boolean;
  /** The parameter RolePath of the stack; `/` if it is not given. */
  readonly rolePath?: string;
  /** How many executions run at once. */
  readonly concurrency: number;
}

/** The requests to start one runbook for several users of an account. */
export interface RunbookBatch extends Omit<ReceiptsOrigin, 'file'> {
  readonly requests: readonly RunbookStart[];
  /** Written before the first start, unless it is a dry run; none if it is absent. */
  readonly exemptions?: readonly ExemptionRequest[];
  /** Asked before the first start, after the account, unless it is a dry run: `Deactivate 2 access keys of alice?` */
  readonly question: string;
}

/** The account in which a command starts runbooks, and the process of the command. */
export interface Session {
  readonly account: Account;
  readonly io: Io;
}

/** What is to be started in an account. */
export interface AccountBatch extends Session {
  readonly batch: RunbookBatch;
}

interface RunOptions extends BatchOptions {
  readonly io: Io;
  readonly file?: ReceiptsFile | undefined;
  /** Whether every account and every user was read, and the effect of every earlier execution is known. */
  readonly isAllKnown: boolean;
}

/**
 * Asks once for all accounts, starts the runbooks of each, side by side, and shows each receipt. Throws `UsageError` if the receipts file
 * cannot be written; nothing was started then.
 */
export async function runBatches(
  found: readonly InAccount<AccountBatch>[],
  { io, file, isAllKnown, ...options }: RunOptions,
): Promise<ExitCode> {
  const all = found.flatMap((each) => (each.kind === 'done' ? [each.value] : []));
  const batches = all.filter(({ batch }) => batch.requests.length + (batch.exemptions?.length ?? 0) > 0);
  if (batches.length === 0 && !io.interruption.aborted) {
    io.out(isAllKnown ? 'Nothing to do.\n' : 'Nothing to do, as far as is known.\n');
    return EXIT.ok;
  }
  const question = questionOf(batches, found);
  if (!(await isConfirmed(question, options, io))) {
    io.err('Nothing was done.\n');
    return io.interruption.aborted ? EXIT.interrupted : EXIT.failed;
  }
  // Before the first start, so that a file that cannot be written is found while nothing is done.
  file?.create();
  const start = (each: AccountBatch) => exemptAndStart({ ...each, file, options });
  // An error of one account does not end the reading of what was started in the others.
  return worstOf(await pMap(batches, start, { concurrency: CONCURRENT_ACCOUNTS, stopOnError: false }));
}

/** After Ctrl-C, no question is asked. */
async function isConfirmed(question: string, { dryRun, yes }: BatchOptions, io: Io): Promise<boolean> {
  if (io.interruption.aborted) return false;
  const answer = dryRun || yes || (await io.ask(question));
  return answer && !io.interruption.aborted;
}

function questionOf(batches: readonly AccountBatch[], found: readonly InAccount<AccountBatch>[]): string {
  const questions = batches.map(({ batch }) => `${describeIdentity(batch.identity)} ${batch.question}`);
  const [only = '', ...others] = questions;
  if (others.length === 0 && found.every(({ kind }) => kind !== 'failed')) return only;
  return `${questions.join('\n')}\nAll of this, in ${countAccounts(batches.length, found)}?`;
}

interface BatchContext extends AccountBatch {
  readonly file: ReceiptsFile | undefined;
  readonly options: BatchOptions;
}

/** The exemptions first: they are written at once, and an interruption during the runbooks does not lose them. */
async function exemptAndStart(context: BatchContext): Promise<ExitCode> {
  const { batch, options, ...origin } = context;
  const { identity, requests, exemptions = [] } = batch;
  const written = options.dryRun ? EXIT.ok : await writeExemptions(exemptions, { ...origin, identity });
  if (written === 'stop') return EXIT.failed;
  return requests.length === 0 ? written : worstOf([written, await startBatch(context)]);
}

async function startBatch({ account, batch, file, options, io }: BatchContext): Promise<ExitCode> {
  const { document, requests } = batch;
  const { begin, keep } = keepReceipts({ ...batch, file }, account.now);
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
