import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../../../policy/policy.ts';
import { automaticAccount, automaticPass, eventsOf } from '../../support/automatic.ts';
import { deactivate, noteTouchOf, runDailyPass } from '../../support/remediation.ts';
import { addUser, evaluate } from '../../support/rule.ts';
import { exemptUntil } from '../../support/users.ts';

/** An account with alice, whose second key the runbook has just deactivated. */
async function withDeactivatedKey(options: Parameters<typeof automaticAccount>[0] = {}) {
  const given = await automaticAccount(options);
  const alice = addUser(given.account, 'alice', 2);
  await deactivate(given.account, alice.userId);
  const [, key = ''] = alice.keys;
  await noteTouchOf(given.account, key);
  return { ...given, alice, key };
}

describe('the daily pass tells once', () => {
  it('of a soak that ends within three days', async () => {
    const { account, messages, key } = await withDeactivatedKey();
    for (let day = 1; day <= 13; day += 1) {
      account.clock.advance(DAY_MS);
      await runDailyPass(account);
      const events = eventsOf(messages, 'alice').filter((event) => event === 'SoakEnding');
      expect(events).toHaveLength(day < 11 ? 0 : 1);
    }
    expect(messages.at(-1)).toMatchObject({
      event: 'SoakEnding',
      accessKeyIds: [key],
      time: '2026-12-05T12:00:00.000Z',
      undo: expect.stringMatching(
        new RegExp(`^aws ssm start-automation-execution --region us-east-1 .*Reactivate.*${key}`),
      ),
    });
  });

  it('of a soak, although notices to others use up the time of the pass', async () => {
    let isSlow = false;
    const { account, messages } = await withDeactivatedKey({
      publish(message) {
        if (isSlow && message.event === 'Noticed') account.clock.advance(201_000);
        return { outcome: 'Accepted' };
      },
    });
    for (const name of ['bob', 'carol']) addUser(account, name, 2);
    account.clock.advance(12 * DAY_MS);
    await evaluate(account);
    isSlow = true;
    await automaticPass(account, { soakDays: '14' });
    expect(messages.filter(({ event }) => event === 'Noticed')).toHaveLength(1);
    expect(eventsOf(messages, 'alice')).toEqual(['Deactivated', 'SoakEnding']);
  });

  it('not of a soak after which nothing is deleted', async () => {
    const { account, messages } = await withDeactivatedKey();
    account.clock.advance(12 * DAY_MS);
    await runDailyPass(account, {});
    expect(eventsOf(messages, 'alice')).toEqual(['Deactivated']);
  });

  it('of a deactivated key that was used since, on each day on which it was used', async () => {
    const { account, messages, alice, key } = await withDeactivatedKey();
    for (let day = 1; day <= 12; day += 1) {
      account.clock.advance(DAY_MS);
      const use = { at: account.clock.now(), service: 's3', region: 'us-east-1' };
      if (day === 2 || day === 5) account.backdoor.useKey(key, use);
      await runDailyPass(account);
    }
    expect(eventsOf(messages, 'alice')).toEqual(['Deactivated', 'DeactivatedKeyUsed', 'DeactivatedKeyUsed']);
    expect(messages[1]?.keptAccessKeyId).toBe(alice.keys[0]);
    expect(messages[1]?.undo).toMatch(new RegExp(`^aws ssm .*Reactivate.*${key}`));
    expect(messages[1]?.reason).toBe(
      `${key} was deactivated at 2026-11-21T12:00Z and used at 2026-11-23T12:00Z.`,
    );
  });

  it('looks at the use of a key for thirty days', async () => {
    const { account } = await withDeactivatedKey();
    const looks = async (days: number) => {
      account.clock.advance(days * DAY_MS);
      const before = account.calls.length;
      await runDailyPass(account, {});
      return account.calls.slice(before).filter(({ operation }) => operation === 'GetAccessKeyLastUsed')
        .length;
    };
    expect([await looks(29), await looks(2)]).toEqual([1, 0]);
  });

  it('of an exemption that ends within three days, unless its owner has changed it', async () => {
    const { account, messages } = await automaticAccount();
    for (const name of ['alice', 'bob']) {
      addUser(account, name, 2);
      account.backdoor.tagUser(name, exemptUntil('2026-11-22'));
    }
    await evaluate(account);
    account.backdoor.tagUser('bob', exemptUntil('2026-12-22'));
    for (let pass = 0; pass < 3; pass += 1) await runDailyPass(account, {});
    expect(messages).toMatchObject([
      {
        event: 'ExemptionEnding',
        userName: 'alice',
        reason: 'Exempt until 2026-11-22: migration',
        time: '2026-11-23T00:00:00.000Z',
      },
    ]);
  });

  it('not of one that has ended, and not of a user that is gone', async () => {
    const { account, messages } = await automaticAccount();
    for (const name of ['alice', 'bob']) {
      addUser(account, name, 2);
      account.backdoor.tagUser(name, exemptUntil('2026-11-22'));
    }
    await evaluate(account);
    account.backdoor.deleteUser('bob');
    account.clock.advance(2 * DAY_MS);
    await runDailyPass(account, {});
    expect(messages).toEqual([]);
  });
});

describe('what the daily pass could not tell', () => {
  it('fails the pass after its work, is named, and is told by the next one', async () => {
    let isGone = true;
    const { account, messages } = await automaticAccount({
      publish() {
        if (isGone) throw new Error('NotFound');
        return { outcome: 'Accepted' };
      },
    });
    addUser(account, 'alice', 2);
    account.backdoor.tagUser('alice', exemptUntil('2026-11-22'));
    await evaluate(account);
    await expect(runDailyPass(account, {})).rejects.toThrow('exemptions: InvokedFunctionError: the function');
    isGone = false;
    await runDailyPass(account, {});
    await runDailyPass(account, {});
    expect(messages).toHaveLength(2);
  });
});
