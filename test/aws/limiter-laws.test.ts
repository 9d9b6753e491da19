import type { RetryErrorType } from '@smithy/types';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTokenBucket } from '../../bench/quota/token-bucket.ts';
import { seededRandom } from '../../sandbox/seeded-random.ts';
import { limiterWithClock, makeCall, retry } from './limiter-with-clock.ts';

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

/** Several callers make calls in sequence against a token bucket, until all calls are made. */
async function simulate({ rate, latency, callers, seed }: Situation, calls: number) {
  const random = seededRandom(seed);
  const { clock, limiter } = limiterWithClock(random);
  const bucket = createTokenBucket(
    () => rate,
    2 * rate,
    () => clock.now,
  );
  const outcome = { served: 0, throttled: 0, lost: 0, startedAt: clock.now, endedAt: 0 };
  let callsLeft = calls;
  const waitForAnswer = () => new Promise((resolve) => clock.setTimeout(resolve, latency * (0.5 + random())));
  const callUntilServed = async () => {
    for (let token = await limiter.acquireInitialRetryToken(''); ; token = await retry(limiter, token)) {
      await waitForAnswer();
      if (bucket.take()) return limiter.recordSuccess(token);
      outcome.throttled += 1;
    }
  };
  const countedCall = () =>
    callUntilServed().then(
      () => (outcome.served += 1),
      () => (outcome.lost += 1),
    );
  const caller = async () => {
    while (callsLeft-- > 0) await countedCall();
    outcome.endedAt = clock.now;
  };
  const all = Array.from({ length: callers }, caller);
  while (outcome.served + outcome.lost < calls) await clock.nextAsync();
  await Promise.all(all);
  return outcome;
}

describe('against any token bucket, with any latency', () => {
  const CALLS = 600;

  it('no call is lost, nearly the whole rate is used, and few calls are throttled', async () => {
    await fc.assert(
      fc.asyncProperty(situations, async (situation) => {
        const { rate, latency, callers } = situation;
        const { served, throttled, startedAt, endedAt } = await simulate(situation, CALLS);
        expect(served).toBe(CALLS);
        // At the start, all callers are throttled at once, and the rate decreases from the rate of their
        // calls.
        expect(throttled).toBeLessThan(CALLS / 10 + 4 * callers);
        // The bucket or the callers limit the speed; four seconds are for finding the rate and for the last
        // delay.
        const fastest = Math.min(rate, (callers * 1_000) / latency);
        const leastSeconds = (CALLS - 2 * rate) / fastest;
        expect((endedAt - startedAt) / 1_000).toBeLessThan(leastSeconds * 1.05 + 4);
      }),
      { numRuns: 100 },
    );
  });
});

describe('with any results of the calls', () => {
  it('every call ends within its attempts, and no call overtakes another', async () => {
    const results = fc.array(
      fc.constantFrom<RetryErrorType | 'success'>('success', 'THROTTLING', 'TRANSIENT', 'CLIENT_ERROR'),
      { minLength: 1, maxLength: 40 },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(results, { minLength: 1, maxLength: 12 }),
        fc.integer(),
        async (all, seed) => {
          const setup = limiterWithClock(seededRandom(seed));
          const order: number[] = [];
          const { acquireInitialRetryToken } = setup.limiter;
          const ended = all.map((resultsOfCall, index) => {
            const acquire = async (scope: string) => {
              const token = await acquireInitialRetryToken(scope);
              order.push(index);
              return token;
            };
            return makeCall(
              { ...setup, limiter: { ...setup.limiter, acquireInitialRetryToken: acquire } },
              resultsOfCall,
            );
          });
          await setup.clock.tickAsync(3_600_000);
          for (const attempts of await Promise.all(ended)) expect(attempts).toBeLessThanOrEqual(16);
          expect(order).toEqual(all.map((_, index) => index));
        },
      ),
      { numRuns: 300 },
    );
  });
});
