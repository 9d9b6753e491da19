import { withGlobal } from '@sinonjs/fake-timers';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createLimiter } from '../../aws/limiter.ts';

// The limiter of the deployed rule uses the clock, the timers and the random numbers of its process.
let timers: ReturnType<ReturnType<typeof withGlobal>['install']>;

beforeEach(() => {
  timers = withGlobal(globalThis).install({ toFake: ['setTimeout', 'performance'] });
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
});

afterEach(() => timers.uninstall());

it('waits for a random part of the delay, by the clock of the process', async () => {
  const limiter = createLimiter();
  const token = await limiter.acquireInitialRetryToken('');
  let hasBeenSent = false;
  const retried = limiter.refreshRetryTokenForRetry(token, { errorType: 'TRANSIENT' }).then(() => {
    hasBeenSent = true;
  });
  await timers.tickAsync(49);
  expect(hasBeenSent).toBe(false);
  await timers.tickAsync(1);
  await retried;
  expect(hasBeenSent).toBe(true);
});

it('spreads the calls by the clock of the process after a throttling', async () => {
  const limiter = createLimiter();
  const token = await limiter.acquireInitialRetryToken('');
  await timers.tickAsync(1_000);
  const retried = limiter.refreshRetryTokenForRetry(token, { errorType: 'THROTTLING' });
  await timers.tickAsync(50);
  await retried;
  const startedAt = performance.now();
  const next = limiter.acquireInitialRetryToken('').then(() => performance.now() - startedAt);
  await timers.tickAsync(2_000);
  // One call in a second was sent and throttled; the limiter never allows less than one call a second.
  expect(await next).toBe(1_000);
});
