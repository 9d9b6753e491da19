import type { RetryToken } from '@smithy/types';
import { describe, expect, it } from 'vitest';
import {
  expectRate,
  intervals,
  limiterWithClock,
  makeCall,
  releaseTimes,
  retry,
  throttleAt,
} from './limiter-with-clock.ts';

describe('the rate', () => {
  it('is unlimited until IAM throttles', async () => {
    const { clock, limiter } = limiterWithClock();
    expect(await releaseTimes(clock, limiter, 1_000)).toEqual(Array(1_000).fill(0));
  });

  it.each([
    [20, 17],
    [100, 85],
    // The minimum is one call a second, even if IAM serves fewer.
    [1, 1],
  ])('a throttle reduces it: %s → %s calls a second', async (callsPerSecond, reducedRate) => {
    const setup = limiterWithClock();
    await throttleAt(callsPerSecond, setup);
    expectRate(reducedRate, await releaseTimes(setup.clock, setup.limiter, 20));
  });

  it('is reduced once for all calls that were pending together, and again for a call that was sent later', async () => {
    const setup = limiterWithClock();
    const { clock, limiter } = setup;
    const tokens = await Promise.all(Array.from({ length: 100 }, () => limiter.acquireInitialRetryToken('')));
    await clock.tickAsync(1_000);
    const retries = tokens.map((token) => retry(limiter, token));
    // At 85 calls a second, this is just enough time to send all retries.
    await clock.tickAsync(1_170);
    const later = await Promise.all(retries);
    const retriesOfLater = later.slice(40, 60).map((token) => retry(limiter, token));
    expectRate(85 * 0.85, await releaseTimes(clock, limiter, 20));
    await Promise.all(retriesOfLater);
  });

  it('grows by two percent for each second with successful calls', async () => {
    const setup = limiterWithClock();
    await throttleAt(100, setup);
    for (let n = 0; n < 750; n += 1) setup.limiter.recordSuccess(undefined as never);
    expectRate(100, await releaseTimes(setup.clock, setup.limiter, 20));
  });

  it('recovers soon after a time in which IAM served no call', async () => {
    const setup = limiterWithClock();
    const { clock, limiter } = setup;
    await throttleAt(20, setup);
    for (let n = 0; n < 20; n += 1) {
      const token = limiter.acquireInitialRetryToken('');
      await clock.tickAsync(3_000);
      retry(limiter, await token);
    }
    await clock.tickAsync(3_000);
    let served = 0;
    const end = clock.now + 25_000;
    const caller = async () => {
      for (; clock.now < end; served += 1) limiter.recordSuccess(await limiter.acquireInitialRetryToken(''));
    };
    const calls = caller();
    await clock.tickAsync(30_000);
    await calls;
    // With growth by two percent a second only, 32 calls would be served, and 20 calls a second would take
    // two minutes.
    expect(served).toBeGreaterThan(90);
  });

  it('is reduced from the rate of the actual calls, if it has grown beyond that rate', async () => {
    const setup = limiterWithClock();
    await throttleAt(20, setup);
    for (let n = 0; n < 50_000; n += 1) setup.limiter.recordSuccess(undefined as never);
    await throttleAt(20, setup);
    expectRate(17, await releaseTimes(setup.clock, setup.limiter, 20));
  });

  it('is not reduced again for a call that was sent in the millisecond of the reduction', async () => {
    const setup = limiterWithClock();
    const { clock, limiter } = setup;
    const [first, ...others] = await Promise.all(
      Array.from({ length: 100 }, () => limiter.acquireInitialRetryToken('')),
    );
    await clock.tickAsync(1_000);
    const sameMillisecond = await limiter.acquireInitialRetryToken('');
    expect(others).toHaveLength(99);
    for (const token of [first, sameMillisecond]) retry(limiter, token as RetryToken);
    expectRate(101 * 0.85, await releaseTimes(clock, limiter, 20));
  });

  it('is reduced even if the only call is throttled within the same millisecond', async () => {
    const { clock, limiter } = limiterWithClock();
    retry(limiter, await limiter.acquireInitialRetryToken(''));
    await clock.tickAsync(10);
    expectRate(850, await releaseTimes(clock, limiter, 20));
  });

  it('applies also to calls that wait already', async () => {
    const setup = limiterWithClock();
    await throttleAt(100, setup);
    const { clock, limiter } = setup;
    const times: number[] = [];
    const tokens = Array.from({ length: 60 }, async () => {
      const token = await limiter.acquireInitialRetryToken('');
      times.push(clock.now);
      return token;
    });
    await clock.tickAsync(100);
    retry(limiter, (await tokens[0]) as RetryToken);
    await clock.tickAsync(10_000);
    expect(times).toHaveLength(60);
    expect(intervals(times)[0]).toBe(11);
    expect(intervals(times)[40]).toBeGreaterThan(12);
  });
});

describe('a function that was frozen', () => {
  it('sends no burst of calls afterwards', async () => {
    const setup = limiterWithClock();
    await throttleAt(20, setup);
    setup.clock.setSystemTime(setup.clock.now + 50_000);
    const times = await releaseTimes(setup.clock, setup.limiter, 5);
    for (const interval of intervals(times)) expect(interval).toBeGreaterThan(57);
  });

  it.each([
    ['keeps its limit if its last turn ended exactly a minute ago', 60_000, 59],
    ['has no limit any more a millisecond later', 60_001, 0],
  ])('%s', async (_, idle, interval) => {
    const setup = limiterWithClock();
    await throttleAt(1, setup);
    // At a call a second, the turn of this call ends a second after it was released.
    const [released = 0] = await releaseTimes(setup.clock, setup.limiter, 1);
    setup.clock.setSystemTime(setup.clock.now - 1_000_000 + released + 1_000 + idle);
    const times = await releaseTimes(setup.clock, setup.limiter, 2);
    if (interval === 0) expect(times).toEqual([0, 0]);
    else expectRate(1, times);
  });
});

describe('a call that fails each time', () => {
  it.each([
    ['TRANSIENT', 8],
    ['THROTTLING', 16],
    // The SDK has the same rule: it gives the type TRANSIENT to each server error that deserves a retry.
    ['SERVER_ERROR', 1],
    ['CLIENT_ERROR', 1],
  ] as const)('%s: number of attempts %s', async (errorType, attempts) => {
    const setup = limiterWithClock(0.5);
    const attemptsMade = makeCall(setup, [errorType]);
    await setup.clock.tickAsync(1_000_000);
    expect(await attemptsMade).toBe(attempts);
  });

  it.each([
    [0, 100],
    [1, 200],
    [6, 6_400],
    // The maximum delay.
    [14, 20_000],
  ])(
    'number of retries %s: a random delay of up to %s ms, without an additional delay of the SDK',
    async (retries, maxDelay) => {
      for (const chance of [0, 0.5, 0.999]) {
        const { clock, limiter } = limiterWithClock(chance);
        const token = { getRetryCount: () => retries, getRetryDelay: () => 0, sentAt: 0, index: 1 };
        const startedAt = clock.now;
        let delay = -1;
        const next = retry(limiter, token, retries < 7 ? 'TRANSIENT' : 'THROTTLING').then((sent) => {
          delay = clock.now - startedAt;
          return sent;
        });
        await clock.tickAsync(30_000);
        expect(delay).toBe(Math.trunc(chance * maxDelay));
        expect((await next).getRetryDelay()).toBe(0);
      }
    },
  );

  it('a transient error does not change the rate', async () => {
    const { clock, limiter } = limiterWithClock();
    const token = await limiter.acquireInitialRetryToken('');
    await clock.tickAsync(1_000);
    retry(limiter, token, 'TRANSIENT');
    expect(await releaseTimes(clock, limiter, 5)).toEqual([0, 0, 0, 0, 0]);
  });
});

describe('a limiter with a highest rate', () => {
  const ATTEMPTS = { THROTTLING: 3 };

  it('has this rate from the beginning', async () => {
    const { clock, limiter } = limiterWithClock(0, { highestRate: 2, attempts: ATTEMPTS });
    expect(await releaseTimes(clock, limiter, 4)).toEqual([0, 500, 1_000, 1_500]);
  });

  it('never exceeds it, however many calls succeed', async () => {
    const { clock, limiter } = limiterWithClock(0, { highestRate: 2, attempts: ATTEMPTS });
    for (let n = 0; n < 1_000; n += 1) limiter.recordSuccess(undefined as never);
    expect(await releaseTimes(clock, limiter, 3)).toEqual([0, 500, 1_000]);
  });

  it('has it again after a minute without a call', async () => {
    const setup = limiterWithClock(0, { highestRate: 2, attempts: ATTEMPTS });
    const token = await setup.limiter.acquireInitialRetryToken('');
    await setup.clock.tickAsync(100);
    const retried = retry(setup.limiter, token);
    await setup.clock.tickAsync(70_000);
    await retried;
    expect(await releaseTimes(setup.clock, setup.limiter, 3)).toEqual([0, 500, 1_000]);
  });

  it('makes as many attempts as it is told', async () => {
    const setup = limiterWithClock(0, { highestRate: 1_000, attempts: ATTEMPTS });
    const call = makeCall(setup, ['THROTTLING']);
    await setup.clock.tickAsync(100_000);
    expect(await call).toBe(3);
  });
});
