import type { UserId } from '../../../policy/identifiers.ts';
import { compareIds } from '../../../policy/identifiers.ts';
import type { ToldExecution } from './executions.ts';
import type { HistoryEntry, Starter } from './history-entry.ts';
import { isCertainlyKept, isKept } from './kept-executions.ts';
import type { KeptRun } from './parse-receipt.ts';

/** The runs since a time; all runs if it is undefined. */
export function runsSince(runs: readonly KeptRun[], since: Date | undefined): readonly KeptRun[] {
  return since ? runs.filter(({ at }) => at >= since) : runs;
}

/** What is known of users and executions beside the receipts. */
export interface EntryContext {
  readonly now: Date;
  /** The present names of the users, by id. */
  readonly names: ReadonlyMap<UserId, string>;
  /** By the ids of executions; one that could not be read is missing. */
  readonly executions: ReadonlyMap<string, ToldExecution>;
}

/** The entries of runs, the newest first. */
export function entriesOf(runs: readonly KeptRun[], context: EntryContext): readonly HistoryEntry[] {
  return runs.toSorted(newestFirst).map((run) => entryOf(run, context));
}

function newestFirst(a: KeptRun, b: KeptRun): number {
  return b.at.getTime() - a.at.getTime() || compareIds(a.userId, b.userId);
}

function entryOf(run: KeptRun, context: EntryContext): HistoryEntry {
  return {
    at: run.at.toISOString(),
    operation: run.operation,
    outcome: run.outcome,
    refusalCode: run.refusalCode || null,
    userId: run.userId,
    userName: run.userName || (context.names.get(run.userId) ?? null),
    accessKeyIds: run.accessKeyIds,
    keptAccessKeyId: run.keptAccessKeyId || null,
    reason: run.reason,
    undo: run.undo || null,
    automationExecutionId: run.execution || null,
    startedBy: starterOf(run, context),
  };
}

function starterOf(run: KeptRun, { now, executions }: EntryContext): Starter {
  if (run.execution === '') return { arn: null, notKnown: 'NoExecution' };
  if (!isKept(run, now)) return { arn: null, notKnown: 'NotKept' };
  const starter = executions.get(run.execution)?.starter ?? ({ arn: null, notKnown: 'NotRead' } as const);
  const isMissing = starter.notKnown === 'NoSuchExecution';
  return isMissing && !isCertainlyKept(run, now) ? { arn: null, notKnown: 'NotKept' } : starter;
}
