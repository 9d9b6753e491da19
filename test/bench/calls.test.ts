import { describe, expect, it } from 'vitest';
import { countCalls } from '../../bench/calls/count.ts';

/** The number of pages: a page has up to 1,000 users, or 100 evaluations or results. */
const pages = (items: number, size: number) => Math.ceil(items / size);

describe('calls of an evaluation', () => {
  it.each([
    { users: 50, share: 1 / 3 },
    { users: 500, share: 1 / 3 },
    { users: 1_000, share: 0.01 },
    { users: 1_001, share: 0.1 },
    { users: 2_345, share: 1 },
  ])('of $users users, of whom $share have two keys: only the necessary calls', async ({ users, share }) => {
    const withTwo = Math.ceil(users * share);
    const reads = {
      ListUsers: pages(users, 1_000),
      ListAccessKeys: users,
      ListUserTags: withTwo,
      GetAccessKeyLastUsed: 2 * withTwo,
      PutEvaluations: pages(users, 100),
    };
    const [first, second] = await countCalls(users, share);
    // If Config has no results, it returns one empty page.
    expect(first).toEqual({ ...reads, GetComplianceDetailsByConfigRule: 1 });
    expect(second).toEqual({ ...reads, GetComplianceDetailsByConfigRule: pages(users, 100) });
  });
});
