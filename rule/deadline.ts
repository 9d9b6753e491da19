import { DeadlineError } from './errors.ts';

/** What is kept back of the function's time to report what is known, in milliseconds; at most a quarter of it. */
const RESERVE = 20_000;

/** When to stop starting new work, in milliseconds from now, given what the function has left. */
export function workingTime(remainingMilliseconds: number): number {
  return Math.max(0, remainingMilliseconds - Math.min(RESERVE, remainingMilliseconds / 4));
}

/** Waits for some work, but not beyond the deadline: rejects with `DeadlineError` then, and lets the work go. */
export function within<Result>(deadline: AbortSignal, work: () => Promise<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(new DeadlineError());
    if (deadline.aborted) return giveUp();
    deadline.addEventListener('abort', giveUp);
    work()
      .then(resolve, reject)
      .finally(() => deadline.removeEventListener('abort', giveUp));
  });
}
