import { APPROVAL_RUNBOOK, RUNBOOKS } from '../../../product/runbooks.ts';
import { NOT_KNOWN, type Starter } from './history-entry.ts';
import { isCertainlyKept } from './kept-executions.ts';
import type { KeptRun } from './parse-receipt.ts';
import type { UnreadPart } from './unread-part.ts';

/** What Systems Manager tells of an execution. */
export interface ToldExecution {
  readonly starter: Starter;
  /** The name of the runbook; empty if it is not told. */
  readonly document: string;
  /** The parameter IAMUserId; empty if it is not told. */
  readonly userId: string;
  /** The output Outcome; empty if the execution has none, such as a failed one. */
  readonly outcome: string;
}

/** The runs of the history, and what Systems Manager tells of the executions, by their ids. */
export interface RunsAndExecutions {
  readonly runs: readonly KeptRun[];
  readonly executions: ReadonlyMap<string, ToldExecution>;
  readonly now: Date;
}

/**
 * A line for each receipt that Systems Manager contradicts: it has no such execution, or one of another
 * runbook, for another user or with another outcome. Whoever can write a receipt cannot write an execution.
 */
export function contradictionsOf({ runs, executions, now }: RunsAndExecutions): readonly UnreadPart[] {
  return runs.flatMap((run) => {
    const told = executions.get(run.execution);
    const reason = told && contradiction(run, told, { runs, now });
    if (!reason) return [];
    const receipt = `the receipt of the user ${run.userId} of ${run.at.toISOString()}, execution ${run.execution}`;
    return [{ what: 'contradiction', which: run.execution, reason: `${receipt}: ${reason}` }];
  });
}

function contradiction(
  run: KeptRun,
  { starter, document, userId, outcome }: ToldExecution,
  { runs, now }: Pick<RunsAndExecutions, 'runs' | 'now'>,
): string | undefined {
  if (starter.notKnown === 'NoSuchExecution') {
    return isCertainlyKept(run, now) ? NOT_KNOWN.NoSuchExecution : undefined;
  }
  const expected = RUNBOOKS_OF.get(run.operation);
  if (document !== '' && expected && !expected.includes(document)) {
    return `the receipt is of the operation ${run.operation}, but the runbook of the execution is ${document}`;
  }
  if (userId !== '' && userId !== run.userId) return `the execution is for the user ${userId}`;
  if (outcome === '' || hasOutcome(run, outcome, runs)) return undefined;
  return `the outcome is ${run.outcome} in the receipt, and ${outcome} in the execution`;
}

const RUNBOOKS_OF: ReadonlyMap<string, readonly string[]> = new Map([
  ['Deactivate', [RUNBOOKS.deactivate.name, APPROVAL_RUNBOOK.name]],
  ['Reactivate', [RUNBOOKS.reactivate.name]],
  ['DeleteDeactivated', [RUNBOOKS.delete.name]],
]);

/**
 * A runbook may invoke the function again if the first answer was lost: then the outcome is that of its last
 * receipt.
 */
function hasOutcome({ execution, userId }: KeptRun, outcome: string, runs: readonly KeptRun[]): boolean {
  return runs.some((run) => run.execution === execution && run.userId === userId && run.outcome === outcome);
}
