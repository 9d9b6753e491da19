/** How much of the function's time is reserved for reporting, in milliseconds; at most a quarter of the time is. */
const RESERVE_MS = 20_000;

/** How long a run may start new work, in milliseconds, given the time that the function has left. */
export function workingTime(remainingMilliseconds: number): number {
  return Math.max(0, remainingMilliseconds - Math.min(RESERVE_MS, remainingMilliseconds / 4));
}
