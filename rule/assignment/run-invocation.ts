import { createRun, type Run } from '../evaluation/run.ts';
import type { Invocation } from '../event.ts';
import type { RuleServices } from '../services.ts';
import { watchOf } from '../watch/watch-of.ts';
import { assign } from './assignment.ts';
import { type RunResult, runAssigned } from './run-assigned.ts';

/** A run that has ended, and what it did. */
export interface EndedRun {
  readonly run: Run;
  readonly result: RunResult;
}

/**
 * Does all that an invocation asks for, from its parameters to its last evaluation. What fails on the way is
 * in the tally of the run.
 *
 * Throws `InvalidParameterError` for a rule parameter that is unknown or out of bounds.
 */
export async function runInvocation(
  invocation: Invocation,
  services: RuleServices,
  remainingMs: () => number,
): Promise<EndedRun> {
  const { notes, now, deadlineIn } = services;
  const unwatched = createRun(services, invocation, { remainingMs, deadlineIn });
  const run = { ...unwatched, watch: await watchOf(services, invocation) };
  const assigned = await assign(services, invocation);
  const done = await runAssigned(run, invocation, { assigned, notes, now });
  return { run, result: { ...done, ledgerProblem: done.ledgerProblem || run.watch.problem() } };
}
