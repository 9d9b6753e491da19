import pMap from 'p-map';
import { describeIdentity } from '../account/identity.ts';
import { CONCURRENT_ACCOUNTS, type InAccount } from '../accounts/in-each-account.ts';
import { countAccounts } from '../accounts/not-read.ts';
import { EXIT, type ExitCode, worstOf } from '../command-line/exit-codes.ts';
import type { Io } from '../terminal/io.ts';
import type { AccountBatch, BatchOptions } from './batch.ts';
import { exemptAndStart } from './exempt-and-start.ts';
import type { ReceiptsFile } from './receipts-file.ts';

interface RunOptions extends BatchOptions {
  readonly io: Io;
  readonly file?: ReceiptsFile | undefined;
  /** Whether every account and every user was read, and the effect of every earlier execution is known. */
  readonly isAllKnown: boolean;
}

/**
 * Asks once for all accounts, starts the runbooks of each, side by side, and shows each receipt. Throws
 * `UsageError` if the receipts file cannot be written; nothing was started then.
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
