import { DeadlineError } from './errors.ts';

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
