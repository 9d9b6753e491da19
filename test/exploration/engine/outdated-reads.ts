/**
 * For how long IAM may show what was before a change: what ledger/assumptions.ts assumes, in milliseconds.
 */
const MAX_LATENESS_MS = 600_000;

/** Lets single reads of a sandbox account see it as it was, where all others see it as it is. */
export function createOutdatedReads() {
  let share = 0;
  return {
    /** The lag of the account. */
    maxMs: MAX_LATENESS_MS,
    /** The source of random numbers of the account: the share of the lag by which the next read is late. */
    random: () => share,
    /**
     * Makes a read see the account as it was so many milliseconds ago. The sandbox reads before it waits for
     * anything.
     */
    during<Result>(agoMs: number, read: () => Promise<Result>): Promise<Result> {
      share = Math.min(1, agoMs / MAX_LATENESS_MS);
      const reading = read();
      share = 0;
      return reading;
    },
  };
}
