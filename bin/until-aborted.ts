import { within } from '../aws/deadline.ts';
import { DeadlineError } from '../aws/errors.ts';

/**
 * Waits for some work until the signal, and then lets it go: nobody knows when a call that hangs would end. Undefined
 * where it was let go.
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
