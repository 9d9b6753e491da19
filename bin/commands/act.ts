import { writeFileSync } from 'node:fs';
import { AutomationDefinitionNotFoundException } from '@aws-sdk/client-ssm';
import type { Account, AccountOptions } from '../account.ts';
import { NotDeployedError, UsageError } from '../errors.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { clean } from '../formats/text.ts';
import { count } from '../formats/words.ts';
import type { Io } from '../io.ts';
import { type Job, type Receipt, runAll } from '../runbooks/executions.ts';
import { writeReceipts } from '../runbooks/receipts.ts';

/** What every command that acts is asked. */
export interface ActOptions extends AccountOptions {
  /** Do not ask. */
  readonly yes?: boolean;
  readonly dryRun?: boolean;
  /** Executions at once. */
  readonly concurrency: number;
  /** A file for the receipts, from which `undo` can take all of it back. */
  readonly receipts?: string;
}

/** What is to be done. */
export interface Deed {
  readonly document: string;
  readonly jobs: readonly Job[];
  /** What a person is asked, unless it is a dry run. */
  readonly question: string;
}

/** Asks, starts the runbooks, and shows each receipt. */
export async function act(account: Account, deed: Deed, options: ActOptions, io: Io): Promise<ExitCode> {
  const { document, jobs, question } = deed;
  if (jobs.length === 0) {
    io.out('Nothing to do.\n');
    return EXIT.ok;
  }
  if (!options.dryRun && !options.yes && !(await io.ask(question))) {
    io.err('Nothing was done.\n');
    return io.interruption.aborted ? EXIT.interrupted : EXIT.failed;
  }
  const receipts: Receipt[] = [];
  const onReceipt = (receipt: Receipt) => {
    receipts.push(receipt);
    io.out(`${sentence(receipt)}\n`);
  };
  const { wait } = account;
  try {
    await runAll(jobs, {
      ...{ ssm: account.ssm(), document, concurrency: options.concurrency, wait, onReceipt },
      signal: io.interruption,
    });
  } catch (error) {
    if (!(error instanceof AutomationDefinitionNotFoundException)) throw error;
    const advice = 'deploy its template (README), or give --region.';
    throw new NotDeployedError(`${document} is not deployed in this Region: ${advice}`, { cause: error });
  } finally {
    if (options.receipts) writeFileSync(options.receipts, writeReceipts(receipts));
  }
  return summarize(jobs, receipts, io);
}

function summarize(jobs: readonly Job[], receipts: readonly Receipt[], io: Io): ExitCode {
  const failed = receipts.filter(({ status }) => status !== 'Success').length;
  io.err(`${receipts.length} of ${count(jobs.length, 'execution')}; ${failed} did not succeed.\n`);
  if (io.interruption.aborted) return EXIT.interrupted;
  return failed > 0 ? EXIT.failed : EXIT.ok;
}

/** A receipt in a line or two: whose, how it ended, and why. */
function sentence({ userName, status, outputs, failure, automationExecutionId }: Receipt): string {
  const { Outcome, Reason, Undo } = outputs;
  if (status !== 'Success') return clean(`${userName}: ${status} ${automationExecutionId}: ${failure}`);
  const undo = Undo && Undo !== 'none' ? `\n  Undo: ${clean(Undo)}` : '';
  // A reason may be the annotation, which begins with the name, too.
  const reason = Reason?.replace(`${userName}: `, '');
  return `${clean(`${userName}: ${Outcome}. ${reason}`)}${undo}`;
}

/** How many executions at once; throws `UsageError` for anything but a whole number from 1 to 50. */
export function readConcurrency(given: string): number {
  const number = /^[1-9][0-9]?$/.test(given) ? Number(given) : 0;
  if (number >= 1 && number <= 50) return number;
  throw new UsageError(`--concurrency: expected a whole number from 1 to 50; received "${given}"`);
}
