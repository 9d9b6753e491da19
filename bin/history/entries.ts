import type { UserId } from '../../policy/identifiers.ts';
import { compareIds } from '../../policy/identifiers.ts';
import { DAY_MS } from '../../policy/policy.ts';
import type { HistoryEntry, Starter } from './history.ts';
import type { KeptRun } from './read-receipt.ts';

/** For how many days Systems Manager keeps an execution (AWS General Reference, "Systems Manager endpoints and quotas"). */
const EXECUTION_KEPT_DAYS = 30;

/** The runs since a time; all runs if it is undefined. */
export function runsSince(runs: readonly KeptRun[], since: Date | undefined): readonly KeptRun[] {
  return since ? runs.filter(({ at }) => at >= since) : runs;
}

/** The executions of runs that Systems Manager still keeps, each once. */
export function keptExecutions(runs: readonly KeptRun[], now: Date): readonly string[] {
  return [...new Set(runs.filter((run) => isKept(run, now)).map(({ execution }) => execution))];
}

function isKept({ execution, at }: KeptRun, now: Date): boolean {
  return execution !== '' && now.getTime() - at.getTime() < EXECUTION_KEPT_DAYS * DAY_MS;
}

/** What is known of users and executions beside the receipts. */
export interface EntryContext {
  readonly now: Date;
  /** The present names of the users, by id. */
  readonly names: ReadonlyMap<UserId, string>;
  /** By the ids of executions; one that could not be read is missing. */
  readonly starters: ReadonlyMap<string, Starter>;
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

function starterOf(run: KeptRun, { now, starters }: EntryContext): Starter {
  if (run.execution === '') return { arn: null, notKnown: 'NoExecution' };
  if (!isKept(run, now)) return { arn: null, notKnown: 'NotKept' };
  return starters.get(run.execution) ?? { arn: null, notKnown: 'NotRead' };
}
