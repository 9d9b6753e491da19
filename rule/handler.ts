import { countCalls } from '../aws/call-counter.ts';
import type { NotingLedger } from '../ledger/evaluations/rule-item.ts';
import { assign } from './assignment/assignment.ts';
import { carryOut } from './assignment/carry-out.ts';
import { assertComplete } from './errors.ts';
import { createRun, type EvaluationServices } from './evaluation/run.ts';
import { readInvocation } from './event.ts';
import { type RunLine, runLineOf } from './run-line.ts';

/** The clients and functions that the handler uses; created once per process. */
export interface RuleServices extends EvaluationServices {
  /** Returns a signal that aborts after this number of milliseconds. */
  readonly deadlineIn: (milliseconds: number) => AbortSignal;
  /** Undefined in a stack that has nothing to remember: then every run is a sweep. */
  readonly notes: NotingLedger | undefined;
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
    const run = createRun(services, invocation, { remainingMs, deadlineIn: services.deadlineIn });
    const { notes, now } = services;
    const assigned = await assign(services, invocation);
    const result = await carryOut(run, invocation, { assigned, notes, now });
    const line = runLineOf(run, result, { calls: calls() - callsBefore, endedAt: now() });
    services.log(line);
    assertComplete(run.tally.failures, run.tally.users);
    return line;
  };
}
