import { describe, expect, it } from 'vitest';
import type { Call } from '../../../sandbox/api.ts';
import { addUser, callCounts, dashboard, deployed, evaluate, untilNoCalls } from '../../support/rule.ts';
import { daysAgo } from '../../support/users.ts';

describe('reporting Changes in two runs that overlap', () => {
  it('at worst, the result is an outdated NON_COMPLIANT until the next run', async () => {
    let hold: Promise<void> | undefined;
    const gate = async ({ operation }: Call) => {
      if (operation === 'PutEvaluations') await hold;
    };
    const { account } = deployed({ parameters: { reporting: 'Changes' }, gate });
    const { keys } = addUser(account, 'bob', 2);
    account.backdoor.setKeyStatus(keys[1] ?? '', 'Inactive');
    await evaluate(account);
    account.backdoor.setKeyStatus(keys[1] ?? '', 'Active');
    let release = () => {};
    hold = new Promise((resolve) => {
      release = resolve;
    });
    const slowRun = evaluate(account);
    await untilNoCalls(account);
    hold = undefined;
    account.backdoor.setKeyStatus(keys[1] ?? '', 'Inactive');
    await evaluate(account);
    expect(dashboard(account)).toEqual({ bob: 'COMPLIANT' });
    release();
    await slowRun;
    expect(dashboard(account)).toEqual({ bob: 'NON_COMPLIANT' });
    await evaluate(account);
    expect(dashboard(account)).toEqual({ bob: 'COMPLIANT' });
  });
});

describe('reporting Changes: the time of a report', () => {
  /** An account of 300 users, one of whom has a new second key; the current run waits at the 250th user. */
  async function heldAtUser250(reporting: string) {
    let hold: Promise<void> | undefined;
    let read = 0;
    const gate = async ({ operation }: Call) => {
      if (operation === 'ListAccessKeys' && ++read >= 250) await hold;
    };
    const { account } = deployed({ parameters: { reporting }, gate });
    for (let n = 100; n < 400; n += 1) addUser(account, `user${n}`, 1);
    await evaluate(account);
    account.backdoor.createAccessKey('user101', { createdAt: daysAgo(30) });
    let release = () => {};
    hold = new Promise((resolve) => {
      release = resolve;
    });
    read = 0;
    const run = evaluate(account);
    await untilNoCalls(account);
    const completeRun = async () => {
      release();
      await run;
    };
    return { account, completeRun };
  }

  it.each(['All', 'Changes'])(
    '%s: the dashboard shows a second key after a hundred users, not only at the end of the run',
    async (reporting) => {
      const { account, completeRun } = await heldAtUser250(reporting);
      expect(dashboard(account)).toMatchObject({ user101: 'NON_COMPLIANT' });
      await completeRun();
    },
  );

  it('needs no more calls than All', async () => {
    const { account } = deployed({ parameters: { reporting: 'Changes' } });
    for (let n = 100; n < 350; n += 1) addUser(account, `user${n}`, 2);
    await evaluate(account);
    expect(callCounts(account)['PutEvaluations']).toBe(3);
    await evaluate(account);
    expect(callCounts(account)['PutEvaluations']).toBe(6);
  });
});
