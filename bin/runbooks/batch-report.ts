import type { Outcome } from '../../remediation/receipt.ts';
import { EXIT, type ExitCode } from '../command-line/exit-codes.ts';
import type { PeopleDecision } from '../decisions/row.ts';
import { clean } from '../formats/clean.ts';
import { count } from '../formats/words.ts';
import type { ExecutionRequest } from './executions.ts';
import type { ShownDecision } from './receipt.ts';
import { hasEnded, keysIn, type RunbookExecution } from './runbook-execution.ts';

/** A request to start a runbook, and the decision that was shown. */
export interface RunbookStart extends ExecutionRequest {
  /** Absent if no decision was shown. */
  readonly decision?: ShownDecision;
  /** What people decided in a decision file; absent if the command had none. */
  readonly decided?: PeopleDecision;
  /** The keys that were shown, if there is no decision; absent if they are not known. */
  readonly shownAccessKeyIds?: readonly string[];
}

/** A runbook that was started, or whose start failed, and the current state of its execution. */
export interface StartedRunbook {
  readonly request: RunbookStart;
  readonly execution: RunbookExecution;
}

/**
 * Describes an execution in a few lines: the user, the outcome, the reason, differences from the shown plan,
 * and the undo command.
 */
export function describeExecution(execution: RunbookExecution, request?: RunbookStart): string {
  const { userName, status, outputs, failure, automationExecutionId: id } = execution;
  if (status !== 'Success') return clean([`${userName}: ${status}`, id, failure].filter(Boolean).join(' '));
  const { Outcome, RefusalCode = 'none', Reason = '', Undo = 'none', UserName = 'none' } = outputs;
  const name = UserName === 'none' ? userName : UserName;
  const code = RefusalCode === 'none' ? '' : ` (${RefusalCode})`;
  const lines = [`${name}: ${Outcome}${code}. ${Reason}`];
  const keysNotShown = keysNotInShownPlan(execution, request);
  if (keysNotShown.length > 0)
    lines.push(`  NOT AS SHOWN: ${keysNotShown.join(', ')} was not in the plan: the user has changed since.`);
  if (Undo !== 'none') lines.push(`  Undo: ${Undo}`);
  return lines.map(clean).join('\n');
}

/**
 * The keys that the runbook deactivated or deleted, or would, although the shown plan did not name them: the
 * runbook decides again.
 */
function keysNotInShownPlan({ outputs }: RunbookExecution, request: Partial<RunbookStart> = {}): string[] {
  const shown = request.shownAccessKeyIds ?? request.decision?.surplusAccessKeyIds;
  if (!shown) return [];
  return AFFECTED_KEYS.flatMap((name) => keysIn(outputs, name)).filter((id) => !shown.includes(id));
}

const AFFECTED_KEYS = ['DeactivatedAccessKeyIds', 'PlannedAccessKeyIds', 'DeletedAccessKeyIds'];

/** How many executions of a batch ended in which way, in one line. */
export function describeBatch(started: readonly StartedRunbook[], requestCount: number): string {
  const countOf = (matches: (runbook: StartedRunbook) => boolean) => started.filter(matches).length;
  const notStarted = countOf(({ execution }) => execution.status === 'NotStarted');
  const parts = [
    [countOf((runbook) => isDone(runbook) && !isUnchanged(runbook)), 'succeeded'],
    [countOf(isUnchanged), 'with nothing to do'],
    [countOf(isRefused), 'refused by the runbook'],
    [countOf(isUndoOfNobody), 'of a user who is gone'],
    [countOf(isFailed), 'failed'],
    [countOf(({ execution }) => execution.status === 'Unknown'), 'with an unknown result'],
    [countOf(isRunning), 'still running in AWS'],
    [requestCount - started.length + notStarted, 'not started'],
  ] as const;
  const counts = parts.filter(([number]) => number > 0).map(([number, label]) => `${number} ${label}`);
  return `${count(requestCount, 'execution')}: ${counts.join(', ')}.\n`;
}

/** The exit code of a command that starts runbooks. */
export function exitCodeOf(
  started: readonly StartedRunbook[],
  requestCount: number,
  interruption: AbortSignal,
): ExitCode {
  if (interruption.aborted) return EXIT.interrupted;
  const isAsPlanned = ({ execution, request }: StartedRunbook) =>
    keysNotInShownPlan(execution, request).length === 0;
  const isExpected = (runbook: StartedRunbook) =>
    (isDone(runbook) || isNotDone(runbook)) && isAsPlanned(runbook);
  if (started.length < requestCount || !started.every(isExpected)) return EXIT.failed;
  return started.some(isNotDone) ? EXIT.notCompliant : EXIT.ok;
}

function isDone(runbook: StartedRunbook): boolean {
  return runbook.execution.status === 'Success' && !isRefused(runbook) && !isUndoOfNobody(runbook);
}

function isRefused({ execution: { status, outputs } }: StartedRunbook): boolean {
  return status === 'Success' && outputs['Outcome'] === 'Refused';
}

/** Whether the runbook ended well without what was wanted. */
function isNotDone(runbook: StartedRunbook): boolean {
  return isRefused(runbook) || isUndoOfNobody(runbook);
}

/**
 * Whether an undo, which alone names its key, found no user: the key is not Active then, as after a refusal.
 */
function isUndoOfNobody({ execution: { status, outputs }, request }: StartedRunbook): boolean {
  return status === 'Success' && outputs['Outcome'] === 'UserGone' && 'AccessKeyId' in request.parameters;
}

/** Whether the runbook ended well and changed nothing, since there was nothing to change. */
function isUnchanged(runbook: StartedRunbook): boolean {
  return isDone(runbook) && UNCHANGED.includes(runbook.execution.outputs['Outcome'] ?? '');
}

/** The outcomes of a run that has nothing to do: the key is as requested, or the user is exempt or gone. */
const UNCHANGED: readonly string[] = ['NothingToDo', 'Exempt', 'UserGone'] satisfies readonly Outcome[];

function isFailed({ execution }: StartedRunbook): boolean {
  return hasEnded(execution) && execution.status !== 'Success' && execution.status !== 'NotStarted';
}

function isRunning({ execution }: StartedRunbook): boolean {
  return !hasEnded(execution) && execution.status !== 'Unknown';
}
