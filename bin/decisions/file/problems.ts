import { describeValue } from '../../../product/describe.ts';
import { UsageError } from '../../command-line/errors.ts';

/** A value in a decision file that is not what was expected. */
export interface Problem {
  /** Where it is: `line 4, column accountId`. */
  readonly place: string;
  readonly expected: string;
  readonly received: string;
}

/** How many problems of a file a message names. */
const MAX_NAMED = 5;

/**
 * Throws `UsageError`, which names the first five problems of a file, if there are any. Looks for no more
 * than six of them: a file that is something else has a problem in every line.
 */
export function refuseProblems(problems: Iterable<Problem>): void {
  const named: string[] = [];
  for (const { place, expected, received } of problems) {
    if (named.length === MAX_NAMED) throw new UsageError([...named, 'and others'].join('; '));
    named.push(`${place}: expected ${expected}; received ${describeValue(received)}`);
  }
  if (named.length > 0) throw new UsageError(named.join('; '));
}

/** The problems of each value, found one after another as they are asked for. */
export function* problemsOfEach<Value>(
  values: readonly Value[],
  problemsOf: (value: Value, index: number) => Iterable<Problem>,
): Generator<Problem> {
  for (const [index, value] of values.entries()) yield* problemsOf(value, index);
}
