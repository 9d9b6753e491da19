import { type Clock, install } from '@sinonjs/fake-timers';
import { seededRandom } from '../../sandbox/seeded-random.ts';

/**
 * Replaces the timers of this process by a fake clock during `work`, and its random numbers by the same ones
 * each time.
 */
export async function inVirtualTime<Result>(work: (clock: Clock) => Promise<Result>): Promise<Result> {
  const clock = install({
    now: Date.parse('2026-11-21T09:00:00.000Z'),
    toFake: ['setTimeout', 'clearTimeout', 'Date'],
  });
  const { random } = Math;
  // The SDK's delays are random; a seed makes each run of a scenario the same.
  Math.random = seededRandom(1);
  try {
    roundDelaysAsNode(clock);
    return await work(clock);
  } finally {
    Math.random = random;
    clock.uninstall();
  }
}

/**
 * Rounds delays as Node.js does: to whole milliseconds, and at least one (Node.js documentation, setTimeout).
 * The SDK relies on it.
 */
function roundDelaysAsNode(clock: Clock): void {
  const { setTimeout } = clock;
  const whole = (callback: () => void, delay = 1) => setTimeout(callback, Math.max(1, Math.trunc(delay)));
  globalThis.setTimeout = whole as unknown as typeof globalThis.setTimeout;
}

/** Advances the clock to the next timer, as soon as no other work is left, until `work` is done. */
export async function advanceUntilDone<Result>(clock: Clock, work: Promise<Result>): Promise<Result> {
  let isDone = false;
  const done = () => {
    isDone = true;
  };
  work.then(done, done);
  while (!isDone) await clock.nextAsync();
  return work;
}
