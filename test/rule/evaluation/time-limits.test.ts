import { describe, expect, it } from 'vitest';
import { timeLimits } from '../../../rule/evaluation/time-limits.ts';

describe('the limits of the time of a run', () => {
  const cases: [string, number, number, ReturnType<typeof timeLimits>][] = [
    [
      'before the users are known: 10 seconds for the list',
      900_000,
      0,
      { readingMs: 880_000, listingMs: 890_000 },
    ],
    [
      '3 users: a call of ListUsers and one of PutEvaluations',
      900_000,
      3,
      { readingMs: 879_000, listingMs: 889_500 },
    ],
    [
      '5,000 users: 5 calls of ListUsers, 50 of PutEvaluations',
      900_000,
      5_000,
      { readingMs: 852_500, listingMs: 865_000 },
    ],
    ['40 seconds: a quarter is reserved at most', 40_000, 0, { readingMs: 30_000, listingMs: 35_000 }],
    ['the last second: a quarter, too', 1_000, 0, { readingMs: 750, listingMs: 875 }],
    ['the time is over: the limits are not negative', -5, 0, { readingMs: 0, listingMs: 0 }],
  ];
  it.each(cases)('%s', (_title, remainingMs, users, expected) => {
    expect(timeLimits(remainingMs, users)).toEqual(expected);
  });
});
