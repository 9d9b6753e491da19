import { DeadlineError } from './errors.ts';

/**
 * Waits for some work, but not beyond the deadline: then it rejects with `DeadlineError` and abandons the
 * work.
 */
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
