import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { within } from '../../aws/deadline.ts';
import { DeadlineError } from '../../aws/errors.ts';

describe('within a deadline', () => {
  it('the work is done → its result', async () => {
    expect(await within(new AbortController().signal, async () => 'done')).toBe('done');
  });

  it('the work is done → no listener remains on the signal', async () => {
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

  it('the deadline has passed → the work does not begin', async () => {
    let hasBegun = false;
    const work = async () => {
      hasBegun = true;
    };
    await expect(within(AbortSignal.abort(), work)).rejects.toThrow(DeadlineError);
    expect(hasBegun).toBe(false);
  });
});
