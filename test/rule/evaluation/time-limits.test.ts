import { describe, expect, it } from 'vitest';
import { timeLimits } from '../../../rule/evaluation/time-limits.ts';

describe('the limits of a run', () => {
  const cases: [string, number, number, ReturnType<typeof timeLimits>][] = [
    ['before the users are known', 900_000, 0, { readingMs: 880_000, listingMs: 890_000 }],
    ['of 3 users', 900_000, 3, { readingMs: 879_000, listingMs: 889_500 }],
    [
      'of 5,000 users: 5 calls of ListUsers, 50 of PutEvaluations',
      900_000,
      5_000,
      { readingMs: 852_500, listingMs: 865_000 },
    ],
    ['a quarter of a short time is reserved at most', 40_000, 0, { readingMs: 30_000, listingMs: 35_000 }],
    ['also in the last second', 1_000, 0, { readingMs: 750, listingMs: 875 }],
    ['never negative', -5, 0, { readingMs: 0, listingMs: 0 }],
  ];
  it.each(cases)('%s', (_title, remainingMs, users, expected) => {
    expect(timeLimits(remainingMs, users)).toEqual(expected);
  });
});
