import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../../../policy/policy.ts';
import { NAMES } from '../../../product/names.ts';
import { automaticAccount, automaticPass, eventsOf } from '../../support/automatic.ts';
import { itemsOf, putItem } from '../../support/ledger.ts';
import { activeKeys, beforeCall, deactivate, failCall } from '../../support/remediation.ts';
import { addUser, evaluate } from '../../support/rule.ts';

const noticesIn = (account: Parameters<typeof itemsOf>[0]) =>
  itemsOf(account).filter(({ pk }) => pk === 'NOTICE');

/** An account, without notices if not told otherwise, and users who are NON_COMPLIANT on the dashboard. */
async function withUsers(names: readonly string[], automaticPerDay = 10, noticeDays = 0) {
  const given = await automaticAccount({ noticeDays, automaticPerDay });
  const users = names.map((name) => addUser(given.account, name, 2));
  await evaluate(given.account);
  return { ...given, users };
}

const NAMES_OF_FOUR = ['alice', 'bob', 'carol', 'dave'];

describe('a pass leaves users for another day', () => {
  it('whose runs the count of the day would refuse: it starts none of them', async () => {
    const { account, users, deployment } = await withUsers(NAMES_OF_FOUR, 2);
    await deactivate(account, users[0]?.userId ?? '', { automatic: 'true' });
    expect((await automaticPass(account)).automatic).toMatchObject({
      started: [expect.anything()],
      usersLeft: 2,
    });
    const refused = deployment.lines.remediation.filter(
      (line) => 'outcome' in line && line.outcome === 'Refused',
    );
    expect(refused).toEqual([]);
  });

  it('whom its time does not reach', async () => {
    const { account } = await withUsers(NAMES_OF_FOUR);
    beforeCall(account, 'GetParametersByPath', () => account.clock.advance(201_000), 3);
    expect((await automaticPass(account)).automatic).toMatchObject({
      started: [expect.anything()],
      usersLeft: 3,
    });
  });

  it('where a start fails, as the next one would: none is started after it', async () => {
    const { account, deployment } = await withUsers(NAMES_OF_FOUR);
    failCall(account, 'StartAutomationExecution', { kind: 'deny' });
    await expect(automaticPass(account)).rejects.toThrow(/^1 failure.*AccessDenied/);
    expect(NAMES_OF_FOUR.map((name) => activeKeys(account, name).length)).toEqual([2, 2, 2, 2]);
    expect(deployment.lines.remediation).toMatchObject([{ automatic: { started: [], usersLeft: 4 } }]);
  });
});

describe('a user whose name another one has, or nobody, since the pass listed the users', () => {
  it('is no failure: the next pass reads it', async () => {
    const { account, messages } = await withUsers(['alice', 'bob']);
    beforeCall(account, 'ListAccessKeys', () => account.backdoor.deleteUser('alice'));
    beforeCall(account, 'ListAccessKeys', () => account.backdoor.deleteUser('bob'));
    expect((await automaticPass(account)).automatic).toMatchObject({ started: [], usersLeft: 0 });
    expect([eventsOf(messages, 'alice'), eventsOf(messages, 'bob')]).toEqual([[], []]);
  });
});

describe('the time that a message of a notice names', () => {
  it.each([1, 30_000, 59_999])(
    'is a whole minute, and not before the notice is old enough, %i ms after a whole minute',
    async (milliseconds) => {
      const { account, messages } = await automaticAccount();
      addUser(account, 'alice', 2);
      await evaluate(account);
      account.clock.advance(60_000 + milliseconds - (account.clock.now().getTime() % 60_000));
      await automaticPass(account);
      const time = Date.parse(messages[0]?.time ?? '');
      const [notice] = noticesIn(account);
      expect(time % 60_000).toBe(0);
      expect(time).toBeGreaterThanOrEqual(Date.parse(notice?.['acceptedAt'] ?? '') + 3 * DAY_MS);
      expect(notice?.['notBefore']).toBe(new Date(time).toISOString());
    },
  );
});

describe('a notice', () => {
  it('is as old as the answer of its topic, where that took minutes', async () => {
    const { account } = await automaticAccount({
      publish: () => {
        account.clock.advance(180_000);
        return { outcome: 'Accepted' };
      },
    });
    addUser(account, 'alice', 2);
    await evaluate(account);
    await automaticPass(account);
    const [notice] = noticesIn(account);
    expect(Date.parse(notice?.['notBefore'] ?? '')).toBe(
      Date.parse(notice?.['acceptedAt'] ?? '') + 3 * DAY_MS,
    );
  });

  it('stays if only one of two listings lacks its user', async () => {
    const { account } = await automaticAccount();
    addUser(account, 'alice', 2);
    await evaluate(account);
    await automaticPass(account);
    failCall(account, 'ListUsers', { kind: 'answer', output: { Users: [] } });
    expect((await automaticPass(account)).automatic).toMatchObject({ noticed: [], started: [] });
    expect(noticesIn(account)).toHaveLength(1);
  });

  it('that an earlier setting left hinders nobody where no notices are given', async () => {
    const { account, users } = await withUsers(['alice']);
    putItem(account, { pk: 'NOTICE', sk: users[0]?.userId ?? '', nonce: 'n' });
    expect(await deactivate(account, users[0]?.userId ?? '', { automatic: 'true' })).toMatchObject({
      outcome: 'Deactivated',
      reason: expect.not.stringContaining('notice'),
    });
  });

  it('that an earlier setting left is not read by a pass without notices', async () => {
    const { account, users } = await withUsers(['alice']);
    putItem(account, { pk: 'NOTICE', sk: users[0]?.userId ?? '', nonce: 'n' });
    expect((await automaticPass(account)).automatic).toMatchObject({ started: [expect.anything()] });
  });

  it('that has served its purpose and cannot be made void: the receipt says so', async () => {
    const { account, users } = await withUsers(['alice'], 10, 3);
    await automaticPass(account);
    account.faults.add(({ operation, input }) =>
      operation === 'DeleteItem' && JSON.stringify(input).includes('"NOTICE"') ? { kind: 'deny' } : undefined,
    );
    expect(await deactivate(account, users[0]?.userId ?? '')).toMatchObject({
      outcome: 'Deactivated',
      reason: expect.stringContaining(
        'The notice of this user could not be made void: LedgerUnavailableError',
      ),
    });
    expect(noticesIn(account)).toHaveLength(1);
  });

  it('of another plan is void by a run that sees this one, even while all automatic acts are paused', async () => {
    const { account } = await automaticAccount();
    const { userId, keys } = addUser(account, 'alice', 2);
    await evaluate(account);
    await automaticPass(account);
    account.backdoor.tagUser('alice', { 'one-active-key:keep': keys[1] ?? '' });
    account.parameters.put(NAMES.pauseParameter, 'a change freeze');
    expect(await deactivate(account, userId, { automatic: 'true' })).toMatchObject({ refusalCode: 'Paused' });
    expect(noticesIn(account)).toEqual([]);
  });
});
