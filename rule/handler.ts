import { countCalls } from '../aws/call-counter.ts';
import { runInvocation } from './assignment/run-invocation.ts';
import { assertComplete } from './errors.ts';
import { parseInvocation } from './event.ts';
import { type RunLine, runLineOf } from './run-line.ts';
import type { RuleServices } from './services.ts';

/** The services of the rule, and its log. */
export interface RuleHandlerServices extends RuleServices {
  readonly log: (line: RunLine) => void;
}

/**
 * Creates the handler that AWS Config invokes: it reports every user that could be evaluated, and then throws
 * if one could not.
 */
export function createRuleHandler(services: RuleHandlerServices) {
  const calls = countCalls(services.iam, services.config);
  return async (event: unknown, context: { getRemainingTimeInMillis(): number }): Promise<RunLine> => {
    const callsBefore = calls();
    const { run, result } = await runInvocation(parseInvocation(event), services, () =>
      context.getRemainingTimeInMillis(),
    );
    const line = runLineOf(run, result, { calls: calls() - callsBefore, endedAt: services.now() });
    services.log(line);
    assertComplete(run.tally.failures, run.tally.users);
    return line;
  };
}
