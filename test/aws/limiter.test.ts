import { type Clock, createClock } from '@sinonjs/fake-timers';
import type { RetryErrorType, RetryStrategyV2, RetryToken } from '@smithy/types';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLimiter } from '../../aws/limiter.ts';
import { createTokenBucket } from '../../bench/quota/token-bucket.ts';
import { seededRandom } from '../../sandbox/seeded-random.ts';

/** A limiter in a time of its own; chance gives the same number each time, if it is given one. */
function limited(chance: number | (() => number) = 0) {
  const clock = createClock(1_000);
  const random = typeof chance === 'number' ? () => chance : chance;
  const wait = (milliseconds: number) =>
    new Promise((resolve) => clock.setTimeout(resolve, Math.trunc(milliseconds)));
  return { clock, limiter: createLimiter({ now: () => clock.now, wait, random }) };
}

type World = ReturnType<typeof limited>;

const again = (limiter: RetryStrategyV2, token: RetryToken, errorType: RetryErrorType = 'THROTTLING') =>
  limiter.refreshRetryTokenForRetry(token, { errorType });

/** When so many further calls are let go, in milliseconds from now. */
async function turns(clock: Clock, limiter: RetryStrategyV2, count: number): Promise<number[]> {
  const startedAt = clock.now;
  const at: number[] = [];
  const calls = Array.from({ length: count }, async () => {
    await limiter.acquireInitialRetryToken('');
    at.push(clock.now - startedAt);
  });
  await clock.tickAsync(1_000_000);
  await Promise.all(calls);
  return at;
}

/** Brings a limiter to 0.85 times so many calls a second: as many are sent within a second, and the first is throttled. */
async function throttledAt(rate: number, { clock, limiter }: World): Promise<void> {
  const tokens = Array.from({ length: rate }, () => limiter.acquireInitialRetryToken(''));
  await clock.tickAsync(1_000);
  const retry = again(limiter, (await tokens[0]) as RetryToken);
  await clock.tickAsync(1_000);
  await retry;
}

const gaps = (at: readonly number[]) => at.slice(1).map((time, index) => time - (at[index] ?? 0));

/** Evenly spread, as far as timers of whole milliseconds allow. */
function expectRate(rate: number, at: readonly number[]): void {
  for (const gap of gaps(at)) expect(Math.abs(gap - 1_000 / rate)).toBeLessThan(2);
  const mean = ((at.at(-1) ?? 0) - (at[0] ?? 0)) / (at.length - 1);
  expect(Math.abs(mean - 1_000 / rate)).toBeLessThan(0.2);
}

/** Makes one call, whose attempts meet these in turn, over and over; returns how many there were. */
async function call(
  { clock, limiter }: World,
  meets: readonly (RetryErrorType | 'success')[],
): Promise<number> {
  let token = await limiter.acquireInitialRetryToken('');
  for (let tries = 1; ; tries += 1) {
    await new Promise((resolve) => clock.setTimeout(resolve, 20));
    const met = meets[(tries - 1) % meets.length] ?? 'success';
    if (met === 'success') return tries;
    const next = await again(limiter, token, met).catch(() => undefined);
    if (!next) return tries;
    expect(next.getRetryCount()).toBe(tries);
    token = next;
  }
}

describe('the rate', () => {
  it('is the callers’ own until IAM throttles', async () => {
    const { clock, limiter } = limited();
    expect(await turns(clock, limiter, 1_000)).toEqual(Array(1_000).fill(0));
  });

  it.each([
    [20, 17],
    [100, 85],
    // However little is served, never less than a call a second.
    [1, 1],
  ])('throttled at %s calls a second: %s', async (asked, left) => {
    const world = limited();
    await throttledAt(asked, world);
    expectRate(left, await turns(world.clock, world.limiter, 20));
  });

  it('is cut once for all that were under way together, and again for what was sent since', async () => {
    const world = limited();
    const { clock, limiter } = world;
    const tokens = await Promise.all(Array.from({ length: 100 }, () => limiter.acquireInitialRetryToken('')));
    await clock.tickAsync(1_000);
    const retries = tokens.map((token) => again(limiter, token));
    // At 85 a second: all are sent, and little time is lost.
    await clock.tickAsync(1_170);
    const later = await Promise.all(retries);
    const more = later.slice(40, 60).map((token) => again(limiter, token));
    expectRate(85 * 0.85, await turns(clock, limiter, 20));
    await Promise.all(more);
  });

  it('grows by two percent for each second of answers', async () => {
    const world = limited();
    await throttledAt(100, world);
    for (let n = 0; n < 750; n += 1) world.limiter.recordSuccess(undefined as never);
    expectRate(100, await turns(world.clock, world.limiter, 20));
  });

  it('comes back soon after seconds in which nothing was served', async () => {
    const world = limited();
    const { clock, limiter } = world;
    await throttledAt(20, world);
    for (let n = 0; n < 20; n += 1) {
      const token = limiter.acquireInitialRetryToken('');
      await clock.tickAsync(3_000);
      again(limiter, await token);
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
    // At two percent a second it would be 32, and more than two minutes until 20 calls a second.
    expect(served).toBeGreaterThan(90);
  });

  it('has grown beyond what is asked for: the next cut goes by what was asked', async () => {
    const world = limited();
    await throttledAt(20, world);
    for (let n = 0; n < 50_000; n += 1) world.limiter.recordSuccess(undefined as never);
    await throttledAt(20, world);
    expectRate(17, await turns(world.clock, world.limiter, 20));
  });

  it('is known from a call that is thrown back within the millisecond, too', async () => {
    const { clock, limiter } = limited();
    again(limiter, await limiter.acquireInitialRetryToken(''));
    await clock.tickAsync(10);
    expectRate(850, await turns(clock, limiter, 20));
  });

  it('counts for those who wait already', async () => {
    const world = limited();
    await throttledAt(100, world);
    const { clock, limiter } = world;
    const at: number[] = [];
    const tokens = Array.from({ length: 60 }, async () => {
      const token = await limiter.acquireInitialRetryToken('');
      at.push(clock.now);
      return token;
    });
    await clock.tickAsync(100);
    again(limiter, (await tokens[0]) as RetryToken);
    await clock.tickAsync(10_000);
    expect(at).toHaveLength(60);
    expect(gaps(at)[0]).toBe(11);
    expect(gaps(at)[40]).toBeGreaterThan(12);
  });
});

describe('a function that was frozen', () => {
  it('makes up for nothing: no burst', async () => {
    const world = limited();
    await throttledAt(20, world);
    world.clock.setSystemTime(world.clock.now + 50_000);
    const at = await turns(world.clock, world.limiter, 5);
    for (const gap of gaps(at)) expect(gap).toBeGreaterThan(57);
  });

  it('knows nothing any more after a minute', async () => {
    const world = limited();
    await throttledAt(20, world);
    await world.clock.tickAsync(61_000);
    expect(await turns(world.clock, world.limiter, 5)).toEqual([0, 0, 0, 0, 0]);
  });
});

describe('a call that fails each time', () => {
  it.each([
    ['TRANSIENT', 8],
    ['THROTTLING', 16],
    // As the SDK does: a server error that is worth another attempt it calls transient.
    ['SERVER_ERROR', 1],
    ['CLIENT_ERROR', 1],
  ] as const)('%s: %s attempts', async (errorType, attempts) => {
    const world = limited(0.5);
    const tries = call(world, [errorType]);
    await world.clock.tickAsync(1_000_000);
    expect(await tries).toBe(attempts);
  });

  it.each([
    [0, 100],
    [1, 200],
    [6, 6_400],
    // The most, however often.
    [14, 20_000],
  ])(
    'after %s retries: a random delay of up to %s ms, and none of the SDK’s on top',
    async (retries, most) => {
      for (const chance of [0, 0.5, 0.999]) {
        const { clock, limiter } = limited(chance);
        const token = { getRetryCount: () => retries, getRetryDelay: () => 0, sentAt: 0, index: 1 };
        const startedAt = clock.now;
        let took = -1;
        const next = again(limiter, token, retries < 7 ? 'TRANSIENT' : 'THROTTLING').then((sent) => {
          took = clock.now - startedAt;
          return sent;
        });
        await clock.tickAsync(30_000);
        expect(took).toBe(Math.trunc(chance * most));
        expect((await next).getRetryDelay()).toBe(0);
      }
    },
  );

  it('a transient error says nothing about the rate', async () => {
    const { clock, limiter } = limited();
    const token = await limiter.acquireInitialRetryToken('');
    await clock.tickAsync(1_000);
    again(limiter, token, 'TRANSIENT');
    expect(await turns(clock, limiter, 5)).toEqual([0, 0, 0, 0, 0]);
  });
});

interface Situation {
  readonly rate: number;
  readonly latency: number;
  readonly callers: number;
  readonly seed: number;
}

const situations = fc.record<Situation>({
  rate: fc.integer({ min: 4, max: 60 }),
  latency: fc.integer({ min: 2, max: 150 }),
  callers: fc.integer({ min: 10, max: 16 }),
  seed: fc.integer(),
});

/** Some callers who make calls one after the other, against a token bucket, until all calls are made. */
async function play({ rate, latency, callers, seed }: Situation, calls: number) {
  const random = seededRandom(seed);
  const { clock, limiter } = limited(random);
  const bucket = createTokenBucket(
    () => rate,
    2 * rate,
    () => clock.now,
  );
  const outcome = { served: 0, throttled: 0, lost: 0, startedAt: clock.now, endedAt: 0 };
  let left = calls;
  const travel = () => new Promise((resolve) => clock.setTimeout(resolve, latency * (0.5 + random())));
  const succeed = async () => {
    for (let token = await limiter.acquireInitialRetryToken(''); ; token = await again(limiter, token)) {
      await travel();
      if (bucket.take()) return limiter.recordSuccess(token);
      outcome.throttled += 1;
    }
  };
  const counted = () =>
    succeed().then(
      () => (outcome.served += 1),
      () => (outcome.lost += 1),
    );
  const caller = async () => {
    while (left-- > 0) await counted();
    outcome.endedAt = clock.now;
  };
  const all = Array.from({ length: callers }, caller);
  while (outcome.served + outcome.lost < calls) await clock.nextAsync();
  await Promise.all(all);
  return outcome;
}

describe('against any token bucket, however far away', () => {
  const CALLS = 600;

  it('loses no call, uses nearly all that IAM gives, and is seldom thrown back', async () => {
    await fc.assert(
      fc.asyncProperty(situations, async (situation) => {
        const { rate, latency, callers } = situation;
        const { served, throttled, startedAt, endedAt } = await play(situation, CALLS);
        expect(served).toBe(CALLS);
        // At the start all callers are thrown back at once, and the rate comes down from what they asked for.
        expect(throttled).toBeLessThan(CALLS / 10 + 4 * callers);
        // As fast as the bucket gives, or as the callers can ask; three seconds to find out, and the last delay.
        const fastest = Math.min(rate, (callers * 1_000) / latency);
        const leastSeconds = (CALLS - 2 * rate) / fastest;
        expect((endedAt - startedAt) / 1_000).toBeLessThan(leastSeconds * 1.05 + 4);
      }),
      { numRuns: 100 },
    );
  });
});

describe('whatever each call meets', () => {
  it('every call ends, after no more attempts than it has, and none overtakes another', async () => {
    const outcomes = fc.array(
      fc.constantFrom<RetryErrorType | 'success'>('success', 'THROTTLING', 'TRANSIENT', 'CLIENT_ERROR'),
      { minLength: 1, maxLength: 40 },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(outcomes, { minLength: 1, maxLength: 12 }),
        fc.integer(),
        async (all, seed) => {
          const world = limited(seededRandom(seed));
          const order: number[] = [];
          const { acquireInitialRetryToken } = world.limiter;
          const ended = all.map((meets, index) => {
            const acquire = async (scope: string) => {
              const token = await acquireInitialRetryToken(scope);
              order.push(index);
              return token;
            };
            return call(
              { ...world, limiter: { ...world.limiter, acquireInitialRetryToken: acquire } },
              meets,
            );
          });
          await world.clock.tickAsync(3_600_000);
          for (const tries of await Promise.all(ended)) expect(tries).toBeLessThanOrEqual(16);
          expect(order).toEqual(all.map((_, index) => index));
        },
      ),
      { numRuns: 300 },
    );
  });
});
