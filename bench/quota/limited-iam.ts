import type { Clock } from '@sinonjs/fake-timers';
import type { SandboxAccount } from '../../sandbox/account.ts';
import { seededRandom } from '../../sandbox/seeded-random.ts';
import { createTokenBucket, type TokenBucket } from './token-bucket.ts';

/** What IAM serves, and who else takes of it. */
export interface Limit {
  /** Requests a second that IAM serves; its burst is twice as many. */
  readonly rate: number;
  /** The part of this rate that somebody else in the account asks for, at random times; none if not given. */
  readonly neighbour?: number;
  /** From when to when IAM serves half of its rate, in seconds. */
  readonly halved?: readonly [from: number, to: number];
  /** How long IAM serves nothing, and how often, both in seconds: somebody else's burst took it all. */
  readonly paused?: { readonly for: number; readonly every: number };
}

/** Has IAM throttle what goes beyond a limit; returns a function that says what came of it so far. */
export function limitIam(account: SandboxAccount, limit: Limit, clock: Clock) {
  const { rate, neighbour = 0 } = limit;
  const startedAt = clock.now;
  const seconds = () => (clock.now - startedAt) / 1_000;
  const bucket = createTokenBucket(
    () => rateAt(seconds(), limit),
    2 * rate,
    () => clock.now,
  );
  const other = neighbour > 0 ? askAtRandom(bucket, rate * neighbour) : { served: 0, throttled: 0 };
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

/** Somebody who takes so many tokens a second on average from now on, and asks for none twice. */
function askAtRandom(bucket: TokenBucket, rate: number) {
  const random = seededRandom(2);
  const counts = { served: 0, throttled: 0 };
  const ask = () => {
    counts[bucket.take() ? 'served' : 'throttled'] += 1;
    setTimeout(ask, (-Math.log(1 - random()) * 1_000) / rate);
  };
  setTimeout(ask, 1);
  return counts;
}
