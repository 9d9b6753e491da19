import { EXIT, type ExitCode } from '../exit-codes.ts';
import { clean } from '../formats/text.ts';
import { count } from '../formats/words.ts';
import type { ExecutionRequest } from '../runbooks/executions.ts';
import { isOver, keysIn, type RunbookExecution } from '../runbooks/runbook-execution.ts';

/** A runbook to start for a user, and the keys that the shown plan named. */
export interface RunbookStart extends ExecutionRequest {
  /** Absent if no plan was shown. */
  readonly shownAccessKeyIds?: readonly string[];
}

/** A runbook that was started, or should have been, and what is known about its execution. */
export interface StartedRunbook {
  readonly request: RunbookStart;
  readonly execution: RunbookExecution;
}

/** An execution in a few lines: the user, the outcome, the reason, what differs from the shown plan, and the undo command. */
export function describeExecution(execution: RunbookExecution, request?: RunbookStart): string {
  const { userName, status, outputs, failure, automationExecutionId: id } = execution;
  if (status !== 'Success') return clean([`${userName}: ${status}`, id, failure].filter(Boolean).join(' '));
  const { Outcome, Reason = '', Undo = 'none', UserName = 'none' } = outputs;
  const name = UserName === 'none' ? userName : UserName;
  // A reason may be the annotation, which begins with the name, too.
  const lines = [`${name}: ${Outcome}. ${Reason.replace(`${name}: `, '')}`];
  const unseen = unseenKeys(execution, request);
  if (unseen.length > 0)
    lines.push(`  NOT AS SHOWN: ${unseen.join(', ')} was not in the plan: the user has changed since.`);
  if (Undo !== 'none') lines.push(`  Undo: ${Undo}`);
  return lines.map(clean).join('\n');
}

/** The keys that were deactivated, or would be, without being in the shown plan: the runbook decides again. */
function unseenKeys(
  { outputs }: RunbookExecution,
  { shownAccessKeyIds: shown }: Partial<RunbookStart> = {},
): string[] {
  const taken = [...keysIn(outputs, 'DeactivatedAccessKeyIds'), ...keysIn(outputs, 'PlannedAccessKeyIds')];
  return shown ? taken.filter((id) => !shown.includes(id)) : [];
}

/** How all executions of a batch ended, in one line. */
export function describeBatch(started: readonly StartedRunbook[], asked: number): string {
  const having = (isMeant: (act: StartedRunbook) => boolean) => started.filter(isMeant).length;
  const refused = having(({ execution }) => execution.status === 'NotStarted');
  const parts = [
    [having(isDone), 'succeeded'],
    [having(isRefused), 'refused by the runbook'],
    [having(isFailed), 'failed'],
    [having(({ execution }) => execution.status === 'Unknown'), 'with an unknown end'],
    [having(isRunning), 'still running in AWS'],
    [asked - started.length + refused, 'not started'],
  ] as const;
  const words = parts.filter(([number]) => number > 0).map(([number, what]) => `${number} ${what}`);
  return `${count(asked, 'execution')}: ${words.join(', ')}.\n`;
}

/** The exit code of a command that starts runbooks. */
export function exitCodeOf(
  started: readonly StartedRunbook[],
  asked: number,
  interruption: AbortSignal,
): ExitCode {
  if (interruption.aborted) return EXIT.interrupted;
  const isAsShown = ({ execution, request }: StartedRunbook) => unseenKeys(execution, request).length === 0;
  const isFine = (act: StartedRunbook) => (isDone(act) || isRefused(act)) && isAsShown(act);
  if (started.length < asked || !started.every(isFine)) return EXIT.failed;
  return started.some(isRefused) ? EXIT.notCompliant : EXIT.ok;
}

function isDone({ execution: { status, outputs } }: StartedRunbook): boolean {
  return status === 'Success' && outputs['Outcome'] !== 'Refused';
}

function isRefused({ execution: { status, outputs } }: StartedRunbook): boolean {
  return status === 'Success' && outputs['Outcome'] === 'Refused';
}

function isFailed({ execution }: StartedRunbook): boolean {
  return isOver(execution) && execution.status !== 'Success' && execution.status !== 'NotStarted';
}

function isRunning({ execution }: StartedRunbook): boolean {
  return !isOver(execution) && execution.status !== 'Unknown';
}
