import { describeError } from '../../../product/describe.ts';
import { untilAborted } from '../../terminal/until-aborted.ts';
import type { UnreadPart } from './unread-part.ts';

/** Reads parts of a history, and collects what could not be read: one part must not hide the others. */
export interface Attempts {
  readonly unread: readonly UnreadPart[];
  /** What `read` returns; undefined, with the reason among `unread`, if it throws or the signal aborts. */
  attempt<Value>(part: Omit<UnreadPart, 'reason'>, read: () => Promise<Value>): Promise<Value | undefined>;
}

/** Begins with what could not be read so far. */
export function createAttempts(signal: AbortSignal, unreadSoFar: readonly UnreadPart[]): Attempts {
  const unread = [...unreadSoFar];
  return {
    unread,
    async attempt(part, read) {
      const note = (reason: string) => void unread.push({ ...part, reason });
      try {
        const value = await untilAborted(signal, read);
        if (value === undefined) note('interrupted');
        return value;
      } catch (error) {
        note(describeError(error));
        return undefined;
      }
    },
  };
}
