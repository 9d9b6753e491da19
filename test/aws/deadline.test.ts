import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { within } from '../../aws/deadline.ts';
import { DeadlineError } from '../../aws/errors.ts';
import { workingTime } from '../../rule/evaluation/working-time.ts';

describe('working time', () => {
  const cases: [string, number, number][] = [
    ['keeps twenty seconds back', 900_000, 880_000],
    ['keeps a quarter back of a short time', 40_000, 30_000],
    ['of the last second, too', 1_000, 750],
    ['is never negative', -5, 0],
  ];
  it.each(cases)('%s: %i → %i', (_title, remaining, expected) => {
    expect(workingTime(remaining)).toBe(expected);
  });
});

describe('within a deadline', () => {
  it('the work is done → its result', async () => {
    expect(await within(new AbortController().signal, async () => 'done')).toBe('done');
  });

  it('the work is done → nothing listens any more', async () => {
    const { signal } = new AbortController();
    await within(signal, async () => 'done');
    await new Promise((resolve) => setImmediate(resolve));
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('the work fails → its error', async () => {
    const failing = async () => {
      throw new TypeError('broken');
    };
    await expect(within(new AbortController().signal, failing)).rejects.toThrow(TypeError);
  });

  it('the deadline comes first → DeadlineError', async () => {
    const deadline = new AbortController();
    const result = within(deadline.signal, () => new Promise(() => {}));
    deadline.abort();
    await expect(result).rejects.toThrow(DeadlineError);
  });

  it('the deadline is past → the work is not begun', async () => {
    let begun = false;
    const work = async () => {
      begun = true;
    };
    await expect(within(AbortSignal.abort(), work)).rejects.toThrow(DeadlineError);
    expect(begun).toBe(false);
  });
});
