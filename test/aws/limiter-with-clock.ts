import { type Clock, createClock } from '@sinonjs/fake-timers';
import type { RetryErrorType, RetryStrategyV2, RetryToken } from '@smithy/types';
import { expect } from 'vitest';
import { type CallLimits, createLimiter } from '../../aws/limiter.ts';

/** A limiter with a clock of its own; a number as `chance` is the value of every random number. */
export function limiterWithClock(chance: number | (() => number) = 0, limits?: CallLimits) {
  const clock = createClock(1_000);
  const random = typeof chance === 'number' ? () => chance : chance;
  const wait = (milliseconds: number) =>
    new Promise((resolve) => clock.setTimeout(resolve, Math.trunc(milliseconds)));
  return { clock, limiter: createLimiter({ now: () => clock.now, wait, random }, limits) };
}

export type LimiterWithClock = ReturnType<typeof limiterWithClock>;

/** Requests a retry, as the SDK does after a failed attempt. */
export const retry = (
  limiter: RetryStrategyV2,
  token: RetryToken,
  errorType: RetryErrorType = 'THROTTLING',
) => limiter.refreshRetryTokenForRetry(token, { errorType });

/** The times at which the limiter releases a number of new calls, in milliseconds from now. */
export async function releaseTimes(clock: Clock, limiter: RetryStrategyV2, count: number): Promise<number[]> {
  const startedAt = clock.now;
  const times: number[] = [];
  const calls = Array.from({ length: count }, async () => {
    await limiter.acquireInitialRetryToken('');
    times.push(clock.now - startedAt);
  });
  await clock.tickAsync(1_000_000);
  await Promise.all(calls);
  return times;
}

/**
 * Sends `rate` calls in a second, the first of which is throttled: the limiter then allows 0.85 times this
 * rate.
 */
export async function throttleAt(rate: number, { clock, limiter }: LimiterWithClock): Promise<void> {
  const tokens = Array.from({ length: rate }, () => limiter.acquireInitialRetryToken(''));
  await clock.tickAsync(1_000);
  const retried = retry(limiter, (await tokens[0]) as RetryToken);
  await clock.tickAsync(1_000);
  await retried;
}

/** The intervals between successive times. */
export const intervals = (times: readonly number[]) =>
  times.slice(1).map((time, index) => time - (times[index] ?? 0));

/** Expects equal intervals; timers of whole milliseconds allow a small difference. */
export function expectRate(rate: number, times: readonly number[]): void {
  for (const interval of intervals(times)) expect(Math.abs(interval - 1_000 / rate)).toBeLessThan(2);
  const mean = ((times.at(-1) ?? 0) - (times[0] ?? 0)) / (times.length - 1);
  expect(Math.abs(mean - 1_000 / rate)).toBeLessThan(0.2);
}

/** Makes one call whose attempts have these results in turn, repeatedly; returns the number of attempts. */
export async function makeCall(
  { clock, limiter }: LimiterWithClock,
  results: readonly (RetryErrorType | 'success')[],
): Promise<number> {
  let token = await limiter.acquireInitialRetryToken('');
  for (let attempts = 1; ; attempts += 1) {
    await new Promise((resolve) => clock.setTimeout(resolve, 20));
    const result = results[(attempts - 1) % results.length] ?? 'success';
    if (result === 'success') return attempts;
    const next = await retry(limiter, token, result).catch(() => undefined);
    if (!next) return attempts;
    expect(next.getRetryCount()).toBe(attempts);
    token = next;
  }
}
