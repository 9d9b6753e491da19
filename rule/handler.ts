import { countCalls } from '../aws/call-counter.ts';
import { assertComplete } from './errors.ts';
import { evaluate } from './evaluation/evaluate.ts';
import { createRun, type EvaluationServices } from './evaluation/run.ts';
import { readInvocation } from './event.ts';
import { type RunLine, runLineOf } from './run-line.ts';

/** The clients and functions that the handler uses; created once per process. */
export interface RuleServices extends EvaluationServices {
  /** Returns a signal that aborts after this number of milliseconds. */
  readonly deadlineIn: (milliseconds: number) => AbortSignal;
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
    await evaluate(run, invocation.notification);
    const line = runLineOf(run, calls() - callsBefore, services.now());
    services.log(line);
    assertComplete(run.tally.failures, run.tally.users);
    return line;
  };
}
