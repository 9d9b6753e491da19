import type { VerdictWatch } from '../watch/verdict-watch.ts';

/** Whether AWS Config has taken an evaluation under the token of a run, and so proved that it sent it. */
export interface TokenProof {
  /** Notes what AWS Config has taken in one call, and tells the watch of it. */
  taken(userIds: readonly string[]): Promise<void>;
  /** Keeps a user whose evaluation is not sent. */
  leaveOut(userId: string): void;
  /** Tells the watch of the users that were left out, if AWS Config has taken others. */
  finish(): Promise<void>;
}

/** Creates the proof of a run, of which AWS Config has taken nothing yet. */
export function createTokenProof(watch: Pick<VerdictWatch, 'taken'>): TokenProof {
  let isProven = false;
  const leftOut: string[] = [];
  return {
    async taken(userIds) {
      // AWS does not say whether it checks the token of an empty list.
      if (userIds.length > 0) isProven = true;
      await watch.taken(userIds);
    },
    leaveOut: (userId) => void leftOut.push(userId),
    async finish() {
      if (isProven) await watch.taken(leftOut);
    },
  };
}
