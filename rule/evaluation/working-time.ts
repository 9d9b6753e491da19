/** What is kept back of the function's time to report what is known, in milliseconds; at most a quarter of it. */
const RESERVE = 20_000;

/** When to stop starting new work, in milliseconds from now, given what the function has left. */
export function workingTime(remainingMilliseconds: number): number {
  return Math.max(0, remainingMilliseconds - Math.min(RESERVE, remainingMilliseconds / 4));
}
