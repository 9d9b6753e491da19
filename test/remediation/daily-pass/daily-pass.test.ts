/** What a daily pass does, reports and fails with, whatever its parts did. */

import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../../../policy/policy.ts';
import type { SandboxAccount } from '../../../sandbox/account.ts';
import { automaticAccount, automaticPass } from '../../support/automatic.ts';
import { putItem, states } from '../../support/ledger.ts';
import { beforeCall, deactivate, runDailyPass, withAlice } from '../../support/remediation.ts';
import { addUser, evaluate } from '../../support/rule.ts';
import { killAt } from '../../support/schedules.ts';

/** After this time the lease of an interrupted run has expired, and IAM shows what it wrote. */
const LEASE_MS = 1_080_000;

/** Adds items of which nobody can tell what they are to the keys on record. */
function putNonsense(account: SandboxAccount, items: number): void {
  for (let n = 0; n < items; n += 1) putItem(account, { pk: 'KEY', sk: `nonsense-${n}`, nonce: 'n' });
}

describe('a daily pass in an account whose keys are deactivated automatically', () => {
  it('without a soak deletes nothing and ends no record; its report says that nothing is paused', async () => {
    const { account } = await automaticAccount({ noticeDays: 0 });
    const { userId, keys } = addUser(account, 'alice', 2);
    await deactivate(account, userId);
    account.backdoor.setKeyStatus(keys[1] ?? '', 'Active');
    account.clock.advance(DAY_MS);
    expect(await automaticPass(account)).toEqual({
      operation: 'DailyPass',
      usersOnRecord: 1,
      settled: [],
      started: [],
      refused: [],
      usersLeft: 0,
      paused: '',
      automatic: { noticed: [], reminded: [], started: [], waiting: 0, usersLeft: 0 },
    });
    expect(states(account)).toEqual(['done']);
  });

  it.each<[string, number, readonly string[]]>([
    ['turns to a user 200 seconds after its beginning', 200_000, ['Noticed']],
    ['turns to no user a millisecond later', 200_001, []],
  ])('%s', async (_title, milliseconds, events) => {
    const { account, messages } = await automaticAccount();
    addUser(account, 'alice', 2);
    await evaluate(account);
    const end = account.clock.now().getTime() + milliseconds;
    beforeCall(account, 'GetParametersByPath', () =>
      account.clock.advance(end - account.clock.now().getTime()),
    );
    const { automatic } = await automaticPass(account);
    expect(automatic?.usersLeft).toBe(1 - events.length);
    expect(messages.map(({ event }) => event)).toEqual(events);
  });
});

describe('the failure of a daily pass', () => {
  it('names the first three things that failed, and counts all', async () => {
    const { account } = withAlice();
    putNonsense(account, 4);
    const failure = await runDailyPass(account, {}).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      errorType: 'IncompleteDailyPassError',
      message: expect.stringMatching(/^4 failures .*nonsense-0.*nonsense-1.*nonsense-2/),
    });
    expect(String(failure)).not.toContain('nonsense-3');
  });

  it('counts a lock-out and one thing that failed', async () => {
    const { account, alice } = withAlice();
    const revive = killAt(account, 'PutItem', { n: 4 });
    await deactivate(account, alice.userId).catch(() => {});
    revive();
    for (const key of alice.keys) account.backdoor.setKeyStatus(key, 'Inactive');
    putNonsense(account, 1);
    account.clock.advance(LEASE_MS);
    await expect(runDailyPass(account, {})).rejects.toThrow(
      /^2 failures .*user alice has no active access key.*nonsense-0/,
    );
  });
});
