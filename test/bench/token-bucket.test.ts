import { expect, it } from 'vitest';
import { createTokenBucket } from '../../bench/quota/token-bucket.ts';

it('a token bucket allows its burst at once, then its rate, and never more than its burst', () => {
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
