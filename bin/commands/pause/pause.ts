import { within } from '../../../aws/deadline.ts';
import type { AccountOptions } from '../../account/account.ts';
import { type EnteredAccount, type InAccount, inEachAccount } from '../../accounts/in-each-account.ts';
import type { AccountsOptions } from '../../accounts/options.ts';
import { UsageError } from '../../command-line/errors.ts';
import { EXIT, type ExitCode } from '../../command-line/exit-codes.ts';
import { count } from '../../formats/words.ts';
import type { Io } from '../../terminal/io.ts';
import { placeOf, warnIfNotDeployed } from './place.ts';
import { readPauseWithHistory } from './read-pause.ts';
import { defaultReason } from './reason.ts';
import { PAUSING_ROLE, STATUS_ROLE } from './roles.ts';
import { notDoneLines, pauseText, reasonText } from './words.ts';
import { type PauseResult, writePause } from './write-pause.ts';

/** The options of `pause`. */
export interface PauseOptions extends AccountOptions, AccountsOptions {
  /** As `parseReason` returned it; by default it names the caller. */
  readonly reason?: string;
  /** Shows what is paused, and changes nothing. */
  readonly status?: boolean;
}

/**
 * Stops everything automatic in the account, or in each of several, at once and without a question. Throws
 * `UsageError` for options that do not fit together; with one account, also the errors of AWS and
 * `PauseNotConfirmedError`.
 */
export async function pause({ status, reason, ...options }: PauseOptions, io: Io): Promise<ExitCode> {
  if (status && reason !== undefined) throw new UsageError('--status changes nothing: leave out --reason');
  const find = status ? showIn : (entered: EnteredAccount) => pauseIn(entered, reason);
  const found = await inEachAccount(options, io, {
    role: status ? STATUS_ROLE : PAUSING_ROLE,
    work: (entered) => within(io.interruption, () => find(entered)),
  });
  io.err(notDoneLines(found, status ? 'NOT READ' : 'NOT PAUSED'));
  if (options.accounts) io.out(`${summaryOf(found)}\n`);
  if (found.every(isDone)) return EXIT.ok;
  return io.interruption.aborted ? EXIT.interrupted : EXIT.failed;
}

/** What a command has found or made of an account. */
interface PauseState {
  readonly isPaused: boolean;
  /** Whether the account was paused in a Region where nothing could be stopped. */
  readonly stopsNothing: boolean;
}

const isDone = (each: InAccount<PauseState>): boolean =>
  each.kind === 'done' ? !each.value.stopsNothing : each.kind !== 'failed';

/** Pauses an account and says so. */
async function pauseIn(entered: EnteredAccount, given: string | undefined): Promise<PauseState> {
  const place = placeOf(entered);
  // A given reason needs no caller: nothing comes before the pause then.
  const text = given ?? defaultReason(await place.operator());
  const result = await writePause(entered.account, { text, isGiven: given !== undefined });
  entered.io.out(`${sentenceOf(result, await place.text())}\n`);
  return {
    isPaused: true,
    stopsNothing: await warnIfNotDeployed(entered, 'The pause stops nothing there. '),
  };
}

function sentenceOf({ kind, pause: written }: PauseResult, place: string): string {
  switch (kind) {
    case 'paused':
      return `Paused in ${place}: nothing automatic happens there until one-active-key resume. Reason: ${reasonText(written.reason)}`;
    case 'changed':
      return `Paused before in ${place}, and still paused; the reason is now: ${reasonText(written.reason)}`;
    case 'already':
      return `Paused before in ${place}, ${pauseText(written)}. Nothing was changed; --reason gives it another reason.`;
  }
}

/** Says whether an account is paused; so does the result. */
async function showIn(entered: EnteredAccount): Promise<PauseState> {
  const found = await readPauseWithHistory(entered.account.ssm());
  const place = await placeOf(entered).text();
  entered.io.out(found ? `Paused in ${place}, ${pauseText(found)}\n` : `Not paused in ${place}.\n`);
  await warnIfNotDeployed(entered);
  return { isPaused: found !== undefined, stopsNothing: false };
}

function summaryOf(found: readonly InAccount<PauseState>[]): string {
  const paused = found.filter((each) => each.kind === 'done' && each.value.isPaused).length;
  const unknown = found.filter(({ kind }) => kind !== 'done').length;
  const rest = unknown > 0 ? `; of ${count(unknown, 'account')} it is not known` : '';
  return `Paused: ${paused} of ${count(found.length, 'account')}${rest}.`;
}
