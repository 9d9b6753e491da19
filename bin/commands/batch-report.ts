import { EXIT, type ExitCode } from '../exit-codes.ts';
import { clean } from '../formats/text.ts';
import { count } from '../formats/words.ts';
import type { Job } from '../runbooks/executions.ts';
import { isOver, keysIn, type RunbookExecution } from '../runbooks/runbook-execution.ts';

/** A runbook to be started, and the keys that somebody has seen it would take. */
export interface Step extends Job {
  /** Absent where nobody was shown any. */
  readonly shownAccessKeyIds?: readonly string[];
}

/** A runbook that was started, or was to be, and what is known of it. */
export interface Act {
  readonly job: Step;
  readonly receipt: RunbookExecution;
}

/** An act in a line or more: whose, how it ended, why, what was not as shown, and how to take it back. */
export function sentence(receipt: RunbookExecution, job?: Step): string {
  const { userName, status, outputs, failure, automationExecutionId: id } = receipt;
  if (status !== 'Success') return clean([`${userName}: ${status}`, id, failure].filter(Boolean).join(' '));
  const { Outcome, Reason = '', Undo = 'none', UserName = 'none' } = outputs;
  const name = UserName === 'none' ? userName : UserName;
  // A reason may be the annotation, which begins with the name, too.
  const lines = [`${name}: ${Outcome}. ${Reason.replace(`${name}: `, '')}`];
  const unseen = unseenKeys(receipt, job);
  if (unseen.length > 0)
    lines.push(`  NOT AS SHOWN: ${unseen.join(', ')} was to stay, but the user changed meanwhile.`);
  if (Undo !== 'none') lines.push(`  Undo: ${Undo}`);
  return lines.map(clean).join('\n');
}

/** The keys that were taken, or would be, though the preview did not say so: the runbook decides on what it reads. */
function unseenKeys(
  { outputs }: RunbookExecution,
  { shownAccessKeyIds: shown }: Partial<Step> = {},
): string[] {
  const taken = [...keysIn(outputs, 'DeactivatedAccessKeyIds'), ...keysIn(outputs, 'PlannedAccessKeyIds')];
  return shown ? taken.filter((id) => !shown.includes(id)) : [];
}

/** What became of all executions, in a line. */
export function summary(acts: readonly Act[], asked: number): string {
  const having = (isMeant: (act: Act) => boolean) => acts.filter(isMeant).length;
  const refused = having(({ receipt }) => receipt.status === 'NotStarted');
  const parts = [
    [having(isDone), 'succeeded'],
    [having(isRefused), 'refused by the runbook'],
    [having(isFailed), 'failed'],
    [having(({ receipt }) => receipt.status === 'Unknown'), 'of which it is not known how they ended'],
    [having(isRunning), 'still running in AWS'],
    [asked - acts.length + refused, 'not started'],
  ] as const;
  const words = parts.filter(([number]) => number > 0).map(([number, what]) => `${number} ${what}`);
  return `${count(asked, 'execution')}: ${words.join(', ')}.\n`;
}

/** How a command that acts ends. */
export function exitCodeOf(acts: readonly Act[], asked: number, interruption: AbortSignal): ExitCode {
  if (interruption.aborted) return EXIT.interrupted;
  const isAsShown = ({ receipt, job }: Act) => unseenKeys(receipt, job).length === 0;
  const isFine = (act: Act) => (isDone(act) || isRefused(act)) && isAsShown(act);
  if (acts.length < asked || !acts.every(isFine)) return EXIT.failed;
  return acts.some(isRefused) ? EXIT.notCompliant : EXIT.ok;
}

function isDone({ receipt: { status, outputs } }: Act): boolean {
  return status === 'Success' && outputs['Outcome'] !== 'Refused';
}

function isRefused({ receipt: { status, outputs } }: Act): boolean {
  return status === 'Success' && outputs['Outcome'] === 'Refused';
}

function isFailed({ receipt }: Act): boolean {
  return isOver(receipt) && receipt.status !== 'Success' && receipt.status !== 'NotStarted';
}

function isRunning({ receipt }: Act): boolean {
  return !isOver(receipt) && receipt.status !== 'Unknown';
}
