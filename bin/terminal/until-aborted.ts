import { within } from '../../aws/deadline.ts';
import { DeadlineError } from '../../aws/errors.ts';

/**
 * Waits for some work until the signal aborts, and then abandons it, since a call that hangs may never end.
 * Returns undefined if the work was abandoned.
 */
export async function untilAborted<Result>(
  signal: AbortSignal,
  work: () => Promise<Result>,
): Promise<Result | undefined> {
  try {
    return await within(signal, work);
  } catch (error) {
    if (error instanceof DeadlineError) return undefined;
    throw error;
  }
}
