import { describe, expect, it } from 'vitest';
import { countCalls } from '../../bench/calls/count.ts';
import { countEvent } from '../../bench/calls/event.ts';

/** The number of pages: a page has up to 1,000 users, or 100 evaluations or results. */
const pages = (items: number, size: number) => Math.ceil(items / size);

const IAM = /^(List|Get(User|AccessKeyLastUsed)$)/;

describe('calls of an evaluation', () => {
  it.each([
    { users: 0, share: 0 },
    { users: 1, share: 1 },
    { users: 50, share: 1 / 3 },
    { users: 500, share: 1 / 3 },
    { users: 1_000, share: 0.01 },
    { users: 1_001, share: 0.1 },
    { users: 2_345, share: 1 },
  ])('of $users users, of whom $share have two keys: only the necessary calls', async ({ users, share }) => {
    const withTwo = Math.ceil(users * share);
    const activeKeys = 2 * withTwo;
    for (const [run, calls] of (await countCalls(users, share)).entries()) {
      const ofIam = Object.entries(calls).filter(([operation]) => IAM.test(operation));
      const total = ofIam.reduce((sum, [, count]) => sum + count, 0);
      // An account without users has one empty page.
      const listings = 2 * Math.max(1, pages(users, 1_000));
      expect(total).toBe(users + listings + withTwo + activeKeys);
      expect(calls).toMatchObject({
        // The second listing proves who is gone, and confirms the names of the users with one active key at
        // most.
        ListUsers: listings,
        // If Config has no results, it returns one empty page.
        GetComplianceDetailsByConfigRule: Math.max(1, run === 0 ? 1 : pages(users, 100)),
      });
      // Alarms wait for a hundred users at most, all-clears for the second listing.
      const reports = calls['PutEvaluations'] ?? 0;
      expect(reports).toBeGreaterThanOrEqual(Math.max(1, pages(users, 100)));
      expect(reports).toBeLessThanOrEqual(Math.max(1, 2 * pages(users, 100)));
    }
  });
});

describe('one CreateAccessKey event costs the same in an account of any size, and a sweep grows with it', () => {
  const event = { iam: 5, config: 3, dynamodbWrites: 9, dynamodbReads: 10, scheduler: 1, evaluations: 1 };
  const ofLedger = { dynamodbWrites: 2, dynamodbReads: 4, scheduler: 0 };
  it.each([
    { users: 50, sweep: { iam: 58, config: 2 }, eventIn01: 57 },
    { users: 500, sweep: { iam: 520, config: 15 }, eventIn01: 519 },
    { users: 1_001, sweep: { iam: 1_041, config: 31 }, eventIn01: 1_039 },
  ])('$users users', async ({ users, sweep, eventIn01 }) => {
    expect(await countEvent(users)).toEqual({
      event,
      sweep: { ...sweep, ...ofLedger, evaluations: users },
      eventIn01: { iam: eventIn01, evaluations: users },
    });
  });
});
