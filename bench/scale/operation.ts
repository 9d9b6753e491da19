import { type Minutes, minutesOf } from './assumptions.ts';

/** An operation in many accounts, in each of them once. */
export interface Operation {
  readonly accounts: number;
  readonly minutes: Minutes;
  /** The most accounts at a time. */
  readonly atOnce: number;
  /** The most accounts that may fail before no further account is started; by default all. */
  readonly tolerated?: number;
  /** Whether the account with this number fails, at the end of its time; by default none. */
  readonly fails?: (account: number) => boolean;
}

/** What became of an operation. */
export interface OperationResult {
  readonly status: 'SUCCEEDED' | 'FAILED';
  /** The minutes until the last account was done. */
  readonly minutes: number;
  readonly succeeded: number;
  readonly failed: number;
}

interface Running {
  readonly end: number;
  readonly isFailing: boolean;
}

/**
 * Simulates an operation: an account takes a place as soon as one is free. Accounts that were started are
 * finished, also if too many failed. AWS does not document whether StackSets waits for all accounts of a
 * round before the next one; if it does, an operation takes up to the slowest account's time a round.
 */
export function simulateOperation({
  accounts,
  minutes,
  atOnce,
  tolerated = accounts,
  fails = () => false,
}: Operation): OperationResult {
  const running: Running[] = [];
  let [started, now, failed] = [0, 0, 0];
  const finishOne = () => {
    const first = running.shift();
    if (!first) return;
    now = first.end;
    if (first.isFailing) failed += 1;
  };
  while (started < accounts && failed <= tolerated) {
    if (running.length >= atOnce) finishOne();
    if (failed > tolerated) break;
    insert(running, { end: now + minutesOf(minutes, started), isFailing: fails(started) });
    started += 1;
  }
  while (running.length > 0) finishOne();
  const status = failed > tolerated ? 'FAILED' : 'SUCCEEDED';
  return { status, minutes: now, succeeded: started - failed, failed };
}

/** Keeps the running accounts in the order of their ends. */
function insert(running: Running[], account: Running): void {
  let [low, high] = [0, running.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((running[middle]?.end ?? 0) <= account.end) low = middle + 1;
    else high = middle;
  }
  running.splice(low, 0, account);
}
