import { untilAborted } from '../terminal/until-aborted.ts';

/** Automation accepts one start a second (Systems Manager quotas); in milliseconds. */
const BETWEEN_STARTS_MS = 1_000;

/**
 * Starts each piece of work one second after the previous one has ended; starts none after the signal has
 * aborted.
 */
export function createStartQueue(wait: (milliseconds: number) => Promise<void>, signal: AbortSignal) {
  let lastStart: Promise<unknown> = Promise.resolve();
  return <Result>(work: () => Promise<Result>): Promise<Result | undefined> => {
    const thisStart = lastStart.then(() => (signal.aborted ? undefined : work()));
    // The caller of this piece of work receives its error.
    lastStart = thisStart.catch(() => {}).then(() => untilAborted(signal, () => wait(BETWEEN_STARTS_MS)));
    return thisStart;
  };
}
