import { countCalls } from '../aws/call-counter.ts';
import type { NotingLedger } from '../ledger/evaluations/rule-item.ts';
import { assign } from './assignment/assignment.ts';
import { runAssigned } from './assignment/run-assigned.ts';
import { assertComplete } from './errors.ts';
import { isTest } from './evaluation/config-evaluations.ts';
import { createRun, type EvaluationServices } from './evaluation/run.ts';
import { type Invocation, readInvocation } from './event.ts';
import { type RunLine, runLineOf } from './run-line.ts';
import { NO_WATCH, openWatch, type VerdictWatch } from './watch/verdict-watch.ts';

/** The clients and functions that the handler uses; created once per process. */
export interface RuleServices extends EvaluationServices {
  /** Returns a signal that aborts after this number of milliseconds. */
  readonly deadlineIn: (milliseconds: number) => AbortSignal;
  /** Undefined in a stack that has nothing to remember: then every run is a sweep. */
  readonly notes: NotingLedger | undefined;
  /** Whether the daily pass tells people of what a run sees. */
  readonly isWatching: boolean;
  readonly log: (line: RunLine) => void;
}

/**
 * Creates the handler that AWS Config invokes: it reports every user that could be evaluated, and then throws if one
 * could not.
 */
export function createRuleHandler(services: RuleServices) {
  const calls = countCalls(services.iam, services.config);

  return async (event: unknown, context: { getRemainingTimeInMillis(): number }): Promise<RunLine> => {
    const invocation = readInvocation(event);
    const remainingMs = () => context.getRemainingTimeInMillis();
    const callsBefore = calls();
    const { notes, now } = services;
    const unwatched = createRun(services, invocation, { remainingMs, deadlineIn: services.deadlineIn });
    const run = { ...unwatched, watch: await watchOf(services, invocation) };
    const assigned = await assign(services, invocation);
    const done = await runAssigned(run, invocation, { assigned, notes, now });
    const result = { ...done, ledgerProblem: done.ledgerProblem || run.watch.problem() };
    const line = runLineOf(run, result, { calls: calls() - callsBefore, endedAt: now() });
    services.log(line);
    assertComplete(run.tally.failures, run.tally.users);
    return line;
  };
}

/** AWS Config stores nothing of a test run, and neither does the ledger. */
async function watchOf(
  { notes, isWatching, now }: RuleServices,
  { resultToken }: Invocation,
): Promise<VerdictWatch> {
  return notes && isWatching && !isTest(resultToken) ? openWatch(notes, now()) : NO_WATCH;
}
