import { describe, expect, it } from 'vitest';
import { createVirtualClock } from '../../sandbox/clock.ts';
import { seededRandom } from '../../sandbox/seeded-random.ts';

const START = new Date('2026-01-15T09:00:00.000Z');

describe('The virtual clock', () => {
  it('does not move by itself', () => {
    const clock = createVirtualClock(START);
    expect([clock.now(), clock.now()]).toEqual([START, START]);
  });

  it('moves by advance', () => {
    const clock = createVirtualClock(START);
    clock.advance(1_500);
    expect(clock.now()).toEqual(new Date('2026-01-15T09:00:01.500Z'));
  });

  it.each([-1, Number.NaN])('does not move by %d', (milliseconds) => {
    expect(() => createVirtualClock(START).advance(milliseconds)).toThrow(RangeError);
  });

  it('moves forward at once when a caller waits', async () => {
    const clock = createVirtualClock(START);
    await clock.wait(60_000);
    expect(clock.now()).toEqual(new Date('2026-01-15T09:01:00.000Z'));
  });

  it('does not change when a caller changes a Date that it returned', () => {
    const clock = createVirtualClock(START);
    clock.now().setTime(0);
    expect(clock.now()).toEqual(START);
  });

  it('aborts a deadline when the time is reached, and not before', () => {
    const clock = createVirtualClock(START);
    const deadline = clock.deadlineIn(1_000);
    clock.advance(999);
    expect(deadline.aborted).toBe(false);
    clock.advance(1);
    expect(deadline.aborted).toBe(true);
  });

  it('aborts a deadline of zero milliseconds at once', () => {
    expect(createVirtualClock(START).deadlineIn(0).aborted).toBe(true);
  });
});

describe('Seeded random numbers', () => {
  const drawn = (seed: number) => Array.from({ length: 1_000 }, seededRandom(seed));

  it('are the same for the same seed', () => {
    expect(drawn(1)).toEqual(drawn(1));
  });

  it('are different for another seed', () => {
    expect(drawn(1)).not.toEqual(drawn(2));
  });

  it('are at least 0 and less than 1, and spread over the whole range', () => {
    const numbers = drawn(1);
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...numbers)).toBeLessThan(1);
    expect(new Set(numbers.map((number) => Math.floor(number * 10))).size).toBe(10);
  });
});
