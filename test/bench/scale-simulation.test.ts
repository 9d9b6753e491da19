import { describe, expect, it } from 'vitest';
import { type Minutes, minutesOf } from '../../bench/scale/assumptions.ts';
import { simulateOperation } from '../../bench/scale/operation.ts';
import { minutesOfRollout } from '../../bench/scale/rollout.ts';
import { accountsAtOnce, simulateStackSet, toleratedFailures } from '../../bench/scale/stack-set.ts';

const ALWAYS_FOUR: Minutes = [4, 4];

describe('the accounts at a time: a percentage, rounded down, one at least, 10,000 at most', () => {
  it.each([
    [1, 25, 1],
    [7, 25, 1],
    [8, 25, 2],
    [100, 7, 7],
    [10_000, 25, 2_500],
    [50_000, 25, 10_000],
  ])('of %i accounts %i %%: %i', (accounts, percentage, atOnce) => {
    expect(accountsAtOnce(accounts, percentage)).toBe(atOnce);
  });
});

describe('the time of an operation, in each account the same', () => {
  it.each([
    { accounts: 7, rounds: 7 },
    { accounts: 10, rounds: 5 },
    { accounts: 100, rounds: 4 },
    { accounts: 1_001, rounds: 5 },
    { accounts: 10_000, rounds: 4 },
    { accounts: 10_000, throttledTo: 100, rounds: 100 },
  ])('$accounts accounts, throttled to $throttledTo: $rounds rounds', ({ accounts, rounds, ...limit }) => {
    const throttledTo = limit.throttledTo ?? Number.POSITIVE_INFINITY;
    expect(simulateStackSet(accounts, { minutes: ALWAYS_FOUR, throttledTo })).toEqual({
      status: 'SUCCEEDED',
      minutes: 4 * rounds,
      succeeded: accounts,
      failed: 0,
    });
  });
});

describe('the time of an operation, in each account another', () => {
  it.each([1, 2, 3, 9, 40, 1_000])('%i at a time: no place is idle while an account waits', (atOnce) => {
    const [accounts, minutes] = [1_000, [5, 15] as const];
    const work = Array.from({ length: accounts }, (_, account) => minutesOf(minutes, account));
    const shared = work.reduce((sum, each) => sum + each, 0) / atOnce;
    const simulated = simulateOperation({ accounts, minutes, atOnce }).minutes;
    expect(simulated).toBeGreaterThanOrEqual(Math.max(shared, ...work) - 1e-6);
    expect(simulated).toBeLessThanOrEqual(shared + Math.max(...work));
  });

  it('is the time of all accounts together if there is one place', () => {
    const three = { accounts: 3, minutes: [1, 2], atOnce: 1 } as const;
    const sum = [0, 1, 2].reduce((total, account) => total + minutesOf([1, 2], account), 0);
    expect(simulateOperation(three).minutes).toBeCloseTo(sum);
  });
});

describe('failures: half of the accounts may fail', () => {
  const run = (accounts: number, fails: (account: number) => boolean) =>
    simulateStackSet(accounts, { minutes: ALWAYS_FOUR, throttledTo: Number.POSITIVE_INFINITY }, fails);

  it.each([
    {
      title: 'one in a hundred',
      accounts: 1_000,
      fails: (n: number) => n % 100 === 0,
      succeeded: 990,
      failed: 10,
    },
    {
      title: 'every second one',
      accounts: 1_000,
      fails: (n: number) => n % 2 === 0,
      succeeded: 500,
      failed: 500,
    },
    { title: 'the first five', accounts: 10, fails: (n: number) => n < 5, succeeded: 5, failed: 5 },
    // Two at a time: when the sixth has failed, one more is under way.
    { title: 'all', accounts: 10, fails: () => true, succeeded: 0, failed: 7 },
    { title: 'the first six', accounts: 10, fails: (n: number) => n < 6, succeeded: 1, failed: 6 },
    { title: 'the last six', accounts: 10, fails: (n: number) => n >= 4, succeeded: 4, failed: 6 },
  ])('$title of $accounts accounts', ({ accounts, fails, succeeded, failed }) => {
    const status = failed > toleratedFailures(accounts) ? 'FAILED' : 'SUCCEEDED';
    expect(run(accounts, fails)).toMatchObject({ status, succeeded, failed });
  });
});

describe('a rollout', () => {
  const slow = {
    account: [5, 5],
    forwarding: [3, 3],
    pack: [6, 6],
    stackSetsAtOnce: 10,
    packsAtOnce: 5,
  } as const;
  it.each([
    [['functions'], 50],
    [['functions', 'forwarding'], 80],
    [['functions', 'pack'], 170],
    // The forwarding is done before the pack.
    [['functions', 'forwarding', 'pack'], 170],
  ] as const)('of %j to 100 accounts takes %i minutes', (parts, minutes) => {
    expect(minutesOfRollout(parts, 100, slow)).toBe(minutes);
  });
});
