import { describe, expect, it } from 'vitest';
import {
  LAST_WRITE_MS,
  LEASE_MS,
  MAX_CLOCK_SKEW_MS,
  MAX_IAM_LATENESS_MS,
  MAX_LANDING_MS,
  MAX_UNSETTLED_MS,
} from '../../ledger/assumptions.ts';

const SECOND_MS = 1_000;

describe('an interrupted run', () => {
  it('hides nothing any more 1,060 seconds after its start', () => {
    expect(MAX_UNSETTLED_MS).toBe(1_060 * SECOND_MS);
  });

  it.each([
    ['its last write, and the request that may still be under way', LAST_WRITE_MS + MAX_LANDING_MS, 160],
    ['the lateness of IAM', MAX_IAM_LATENESS_MS, 600],
    ['the difference of two clocks', MAX_CLOCK_SKEW_MS, 300],
  ])('of these seconds, so many are for %s', (_, milliseconds, seconds) => {
    expect(milliseconds).toBe(seconds * SECOND_MS);
  });
});

it('the lease counts for longer than a run can write', () => {
  expect(LEASE_MS).toBeGreaterThan(290 * SECOND_MS + MAX_LANDING_MS);
});
