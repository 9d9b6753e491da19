import type { Clock } from '@sinonjs/fake-timers';
import type { SandboxAccount } from '../../sandbox/account.ts';
import { seededRandom } from '../../sandbox/seeded-random.ts';
import { createTokenBucket, type TokenBucket } from './token-bucket.ts';

/** The rate that IAM serves, and the other clients of the account that use it. */
export interface Limit {
  /** The requests that IAM serves, per second; its burst is twice this number. */
  readonly rate: number;
  /** The part of this rate that another client in the account requests at random times; none if not given. */
  readonly neighbour?: number;
  /** The time in which IAM serves half of its rate, in seconds after the start. */
  readonly halved?: readonly [from: number, to: number];
  /**
   * IAM serves nothing for `for` seconds every `every` seconds, as if the burst of another client used the
   * whole rate.
   */
  readonly paused?: { readonly for: number; readonly every: number };
}

/** Makes IAM throttle the requests beyond a limit; returns a function that returns the counts so far. */
export function limitIam(account: SandboxAccount, limit: Limit, clock: Clock) {
  const { rate, neighbour = 0 } = limit;
  const startedAt = clock.now;
  const seconds = () => (clock.now - startedAt) / 1_000;
  const bucket = createTokenBucket(
    () => rateAt(seconds(), limit),
    2 * rate,
    () => clock.now,
  );
  const other = neighbour > 0 ? startNeighbour(bucket, rate * neighbour) : { served: 0, throttled: 0 };
  let [served, throttled] = [0, 0];
  let last = { seconds: 0, use: 0 };
  account.faults.add(({ service }) => {
    if (service !== 'iam') return undefined;
    if (!bucket.take()) {
      throttled += 1;
      return { kind: 'throttle' };
    }
    served += 1;
    last = { seconds: seconds(), use: (served + other.served - 2 * rate) / bucket.given() };
    return undefined;
  });
  return () => {
    const neighbourThrottled = other.throttled / (other.served + other.throttled);
    return { ...last, served, throttled, neighbourThrottled };
  };
}

function rateAt(
  second: number,
  { rate, halved: [from, to] = [0, 0], paused = { for: 0, every: 1 } }: Limit,
): number {
  if (second % paused.every > paused.every - paused.for) return 0;
  return second > from && second <= to ? rate / 2 : rate;
}

/** Starts a client that takes `rate` tokens per second on average at random times and does not retry. */
function startNeighbour(bucket: TokenBucket, rate: number) {
  const random = seededRandom(2);
  const counts = { served: 0, throttled: 0 };
  const ask = () => {
    counts[bucket.take() ? 'served' : 'throttled'] += 1;
    setTimeout(ask, (-Math.log(1 - random()) * 1_000) / rate);
  };
  setTimeout(ask, 1);
  return counts;
}
