import { describe, expect, it } from 'vitest';
import { populate } from '../../../../bench/account.ts';
import { runIn } from '../../../support/cli.ts';
import { served } from '../../../support/served-account.ts';

describe('the calls of verify, of N users, k of them with two active keys', () => {
  it.each([
    // An account without users has one empty page.
    { users: 0, share: 0, listings: 2 },
    { users: 1, share: 0, listings: 2 },
    { users: 500, share: 0.01, listings: 2 },
    { users: 60, share: 1, listings: 2 },
    { users: 1_001, share: 0, listings: 4 },
  ])('N = $users, $share of them: N + 2⌈N/1000⌉ + k + 2k of IAM', async ({ users, share, listings }) => {
    const { account, environment } = await served((each) => populate(each, users, share));
    const before = account.calls.length;
    const withTwo = Math.ceil(users * share);
    const { code } = await runIn(environment, ['verify']);
    expect(code).toBe(withTwo > 0 ? 3 : 0);
    const services = account.calls.slice(before).map(({ service }) => service);
    expect(services).toEqual(Array(users + listings + 3 * withTwo).fill('iam'));
  });
});
