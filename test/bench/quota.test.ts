import { setMaxListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { ADAPTIVE, simulate } from '../../bench/quota/simulate.ts';
import { createTokenBucket } from '../../bench/quota/token-bucket.ts';

setMaxListeners(0);

/** As many as IAM lets an account have. */
const USERS = 5_000;

describe(`${USERS} users, while IAM throttles`, () => {
  it.each([
    { rate: 10, share: 0.01, latency: 50 },
    { rate: 20, share: 0.01, latency: 50 },
    { rate: 20, share: 0.3, latency: 50 },
    { rate: 20, share: 0.3, latency: 150 },
    { rate: 50, share: 0.01, latency: 50 },
    { rate: 50, share: 0.3, latency: 50 },
    { rate: 50, share: 0.3, latency: 150 },
  ])(
    '$rate calls a second, $share with two keys, $latency ms a call: all are evaluated in time, and IAM is not kept waiting',
    async (scenario) => {
      const outcome = await simulate({ users: USERS, ...scenario });
      expect(outcome).toMatchObject({ evaluated: USERS, failures: 0, functionError: undefined });
      expect(outcome.seconds).toBeLessThan(900);
      expect(outcome.use).toBeGreaterThan(0.95);
      expect(outcome.throttled).toBeLessThan(outcome.served / 40);
    },
  );

  it('10 calls a second, 30 % with two keys: what is known is reported in time, and the run fails', async () => {
    const outcome = await simulate({ users: USERS, rate: 10, share: 0.3 });
    expect(outcome.evaluated + outcome.failures).toBe(USERS);
    expect(outcome.evaluated).toBeGreaterThan(4_000);
    expect(outcome.seconds).toBeLessThan(900);
    expect(outcome.use).toBeGreaterThan(0.95);
    expect(outcome.functionError).toContain('given up short of the function');
  });

  it('IAM serves half as much for a while: nobody is lost, and IAM is not kept waiting', async () => {
    const halved = [60, 140] as const;
    const outcome = await simulate({ users: USERS, rate: 50, share: 0.3, halved });
    expect(outcome).toMatchObject({ evaluated: USERS, failures: 0 });
    expect(outcome.use).toBeGreaterThan(0.95);
  });

  it('IAM serves nothing for five seconds every two minutes: nobody is lost', async () => {
    const paused = { for: 5, every: 120 };
    const outcome = await simulate({ users: USERS, rate: 20, share: 0.3, paused });
    expect(outcome).toMatchObject({ evaluated: USERS, failures: 0 });
    expect(outcome.use).toBeGreaterThan(0.8);
  });

  it('a neighbour who asks for 30 % is thrown back less often than beside the SDK’s adaptive mode', async () => {
    const scenario = { users: 1_000, rate: 10, share: 0.3, neighbour: 0.3 };
    const ours = await simulate(scenario);
    const adaptive = await simulate({ ...scenario, ...ADAPTIVE });
    expect(ours).toMatchObject({ evaluated: 1_000, failures: 0 });
    expect(ours.neighbourThrottled).toBeLessThan(0.75 * adaptive.neighbourThrottled);
  });

  it('the SDK’s standard retries would lose users', async () => {
    const retries = { retryMode: 'standard', maxAttempts: 3 } as const;
    const { evaluated } = await simulate({ users: 1_000, rate: 10, share: 0.3, retries });
    expect(evaluated).toBeLessThan(1_000);
  });
});

describe('the token bucket', () => {
  it('gives its burst at once, then its rate, and what runs over is lost', () => {
    let now = 0;
    const bucket = createTokenBucket(
      () => 10,
      20,
      () => now,
    );
    const take = () => Array.from({ length: 30 }, () => bucket.take()).filter(Boolean).length;
    expect(take()).toBe(20);
    now = 500;
    expect(take()).toBe(5);
    now = 60_000;
    expect(take()).toBe(20);
  });
});
