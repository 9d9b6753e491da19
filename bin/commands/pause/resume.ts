import pMap from 'p-map';
import { within } from '../../../aws/deadline.ts';
import type { AccountOptions } from '../../account/account.ts';
import { explain } from '../../account/aws-errors.ts';
import { describeIdentity, readIdentity } from '../../account/identity.ts';
import {
  CONCURRENT_ACCOUNTS,
  type EnteredAccount,
  type InAccount,
  inEachAccount,
} from '../../accounts/in-each-account.ts';
import { countAccounts } from '../../accounts/not-read.ts';
import type { AccountsOptions } from '../../accounts/options.ts';
import { EXIT, type ExitCode, worstOf } from '../../command-line/exit-codes.ts';
import type { Io } from '../../terminal/io.ts';
import { placeOf, warnIfNotDeployed } from './place.ts';
import { type PauseWithHistory, readPauseWithHistory } from './read-pause.ts';
import { RESUMING_ROLE } from './roles.ts';
import { notDoneLines, pauseText } from './words.ts';
import { deletePause } from './write-pause.ts';

/** The options of `resume`. */
export interface ResumeOptions extends AccountOptions, AccountsOptions {
  /** Does not ask for confirmation. */
  readonly yes?: boolean;
}

/** An account that is paused. */
interface PausedAccount {
  readonly entered: EnteredAccount;
  readonly pause: PauseWithHistory;
}

/**
 * Starts everything automatic again in the account, or in each of several, after one question: another
 * responder may have paused it. A script without a terminal is asked nothing in the account of its
 * credentials. Throws `UsageError` for options that do not fit together; with one account, also the errors of
 * AWS if it is not known whether it is paused.
 */
export async function resume({ yes, ...options }: ResumeOptions, io: Io): Promise<ExitCode> {
  const found = await inEachAccount(options, io, {
    role: RESUMING_ROLE,
    work: (entered) => within(io.interruption, () => readIn(entered)),
  });
  io.err(notDoneLines(found, 'NOT RESUMED'));
  const paused = found.flatMap((each) => (each.kind === 'done' ? (each.value ?? []) : []));
  const read = found.some(({ kind }) => kind === 'failed') ? EXIT.failed : EXIT.ok;
  const isSeveral = options.accounts !== undefined;
  const isAsked = (isSeveral || io.canAsk) && !yes && paused.length > 0;
  const question = () => (isSeveral ? questionOf(paused, found) : questionOfOne(paused));
  if (io.interruption.aborted || (isAsked && !(await io.ask(await question())))) {
    io.err('Nothing was done.\n');
    return io.interruption.aborted ? EXIT.interrupted : EXIT.failed;
  }
  const codes = await pMap(paused, resumeIn, { concurrency: CONCURRENT_ACCOUNTS });
  return worstOf([read, ...codes]);
}

/** The account if it is paused; otherwise says that it is not. */
async function readIn(entered: EnteredAccount): Promise<PausedAccount | undefined> {
  const found = await readPauseWithHistory(entered.account.ssm());
  if (found) return { entered, pause: found };
  entered.io.out(`Not paused in ${await placeOf(entered).text()}.\n`);
  await warnIfNotDeployed(entered);
  return undefined;
}

async function questionOf(
  paused: readonly PausedAccount[],
  found: readonly InAccount<unknown>[],
): Promise<string> {
  const lines = await pMap(
    paused,
    async ({ entered, pause }) =>
      `${describeIdentity(await readIdentity(entered.account))} Paused ${pauseText(pause)}`,
    { concurrency: CONCURRENT_ACCOUNTS },
  );
  return `${lines.join('\n')}\nStart everything automatic again in ${countAccounts(paused.length, found)}?`;
}

/** Without the identity, which an account without a user does not have. */
async function questionOfOne(paused: readonly PausedAccount[]): Promise<string> {
  const lines = await Promise.all(
    paused.map(
      async ({ entered, pause }) => `Paused in ${await placeOf(entered).text()}, ${pauseText(pause)}`,
    ),
  );
  return `${lines.join('\n')}\nStart everything automatic again there?`;
}

async function resumeIn({ entered, pause }: PausedAccount): Promise<ExitCode> {
  const { account, io } = entered;
  const place = await placeOf(entered).text();
  try {
    const isDeleted = await deletePause(account);
    io.out(
      isDeleted
        ? `Resumed in ${place}: automatic acts go on. It was paused ${pauseText(pause)}\n`
        : `Not paused any more in ${place}: somebody else has resumed it.\n`,
    );
    return EXIT.ok;
  } catch (error) {
    io.err(`STILL PAUSED, as far as is known, in ${place}: ${explain(error)}\n`);
    return EXIT.failed;
  }
}
