import { describe, expect, it } from 'vitest';
import { MAX_CLAIMS } from '../../../ledger/evaluations/transitions.ts';
import { NAMES } from '../../../product/names.ts';
import type { SandboxAccount } from '../../../sandbox/account.ts';
import { itemsOf } from '../../support/ledger.ts';
import { addUser, dashboard } from '../../support/rule.ts';
import {
  deliverEvent,
  evaluationsSent,
  iamCalls,
  passMinute,
  sweptAccount,
} from '../../support/targeted-runs.ts';

const TWO_KEYS = ['GetUser', 'ListAccessKeys', 'GetUser', 'GetAccessKeyLastUsed', 'GetAccessKeyLastUsed'];
const pending = (account: SandboxAccount) => itemsOf(account).filter(({ pk }) => pk === 'PENDING');

describe('one event costs one evaluation and a handful of calls, whatever the number of users', () => {
  it.each([50, 500, 5_000])('a second key in an account of %d users', async (users) => {
    const { account, deployment } = sweptAccount();
    for (let count = 1; count < users; count += 1) account.backdoor.createUser({ userName: `user-${count}` });
    addUser(account, 'alice', 2);
    await deliverEvent(account, 'CreateAccessKey', { userName: 'alice' });
    expect(await passMinute(account)).toEqual([]);
    expect(iamCalls(account)).toEqual(TWO_KEYS);
    expect(evaluationsSent(account)).toBe(1);
    expect(dashboard(account)).toEqual({ alice: 'NON_COMPLIANT' });
    expect(deployment.lines.rule).toMatchObject([
      { kind: 'targeted', users: 1, NON_COMPLIANT: 1, sweep: '' },
    ]);
    expect(pending(account)).toEqual([]);
  });

  it.each([
    [
      'the deletion of a key, which leaves one',
      'DeleteAccessKey',
      { userName: 'bob' },
      ['GetUser', 'ListAccessKeys', 'GetUser'],
    ],
    [
      'a new name of a user',
      'UpdateUser',
      { userName: 'robert', newUserName: 'bob' },
      ['GetUser', 'ListAccessKeys', 'GetUser'],
    ],
    [
      'a new key of a user that nobody knows',
      'CreateAccessKey',
      { userName: 'nobody' },
      ['GetUser', 'ListUsers'],
    ],
    ['the deletion of a user', 'DeleteUser', { userName: 'nobody' }, ['ListUsers']],
    [
      'a tag that is not ours, which costs nothing',
      'TagUser',
      { userName: 'bob', tags: [{ key: 'team', value: 'a' }] },
      [],
    ],
    ['a new path of a user, which costs nothing', 'UpdateUser', { userName: 'bob', newPath: '/a/' }, []],
  ])('%s', async (_title, eventName, parameters, calls) => {
    const { account } = sweptAccount();
    addUser(account, 'bob', 1);
    await deliverEvent(account, eventName, parameters);
    await passMinute(account);
    expect(iamCalls(account)).toEqual(calls);
    expect(evaluationsSent(account)).toBeLessThanOrEqual(1);
    expect(pending(account)).toEqual([]);
  });

  it.each([
    [MAX_CLAIMS, 'one run', 1],
    [MAX_CLAIMS + 20, 'two runs', 2],
  ])('%d changed users cost as many evaluations, in %s', async (users, _title, runs) => {
    const { account, deployment } = sweptAccount();
    const names = Array.from({ length: users }, (_, index) => `user-${index}`);
    for (const name of names) {
      addUser(account, name, 2);
      await deliverEvent(account, 'CreateAccessKey', { userName: name });
    }
    for (let minutes = 0; minutes < 3; minutes += 1) await passMinute(account);
    expect(iamCalls(account)).toHaveLength(names.length * TWO_KEYS.length);
    expect(evaluationsSent(account)).toBe(names.length);
    expect(deployment.lines.rule).toHaveLength(runs);
  });
});

describe('a user that was deleted', () => {
  it('is retired after two listings, and so is everybody else who is gone', async () => {
    const { account } = sweptAccount();
    const ids = ['alice', 'bob', 'carol'].map((name) => addUser(account, name, 2).userId);
    for (const name of ['alice', 'bob', 'carol'])
      await deliverEvent(account, 'CreateAccessKey', { userName: name });
    await passMinute(account);
    for (const name of ['alice', 'bob']) account.backdoor.deleteUser(name);
    const before = iamCalls(account).length;
    await deliverEvent(account, 'DeleteUser', { userName: 'alice' });
    await passMinute(account);
    await passMinute(account);
    expect(iamCalls(account).slice(before)).toEqual(['ListUsers', 'ListUsers']);
    expect(dashboard(account)).toEqual({
      [String(ids[0])]: 'NOT_APPLICABLE',
      [String(ids[1])]: 'NOT_APPLICABLE',
      carol: 'NON_COMPLIANT',
    });
  });

  it('whose name another user has now: both are evaluated', async () => {
    const { account } = sweptAccount();
    const { userId } = addUser(account, 'alice', 2);
    await deliverEvent(account, 'CreateAccessKey', { userName: 'alice' });
    await passMinute(account);
    account.backdoor.deleteUser('alice');
    addUser(account, 'alice', 1);
    await deliverEvent(account, 'DeleteUser', { userName: 'alice' });
    await deliverEvent(account, 'CreateAccessKey', { userName: 'alice' });
    await passMinute(account);
    await passMinute(account);
    expect(dashboard(account)).toEqual({ [userId]: 'NOT_APPLICABLE', alice: 'COMPLIANT' });
  });

  it('within the second in which it was created: no error, and nothing is left', async () => {
    const { account } = sweptAccount();
    await deliverEvent(account, 'CreateAccessKey', { userName: 'short' });
    await deliverEvent(account, 'DeleteAccessKey', { userName: 'short' });
    await deliverEvent(account, 'DeleteUser', { userName: 'short' });
    expect(await passMinute(account)).toEqual([]);
    expect(dashboard(account)).toEqual({});
    expect(pending(account)).toEqual([]);
  });
});

describe('a changed user that cannot be read', () => {
  it('keeps its note and its last result, is an error, and is evaluated by the retry', async () => {
    const { account, deployment } = sweptAccount();
    for (const name of ['alice', 'bob']) {
      addUser(account, name, 2);
      await deliverEvent(account, 'CreateAccessKey', { userName: name });
    }
    const remove = account.faults.add(({ operation, input }) =>
      operation === 'GetUser' && JSON.stringify(input).includes('alice') ? { kind: 'deny' } : undefined,
    );
    account.clock.advance(60_000);
    await account.scheduler.fireDue();
    const event = account.configRules.notify(NAMES.configRule);
    const first = await account.functions.invoke(NAMES.ruleFunction, event);
    expect(first.Payload).toContain('alice: AccessDenied');
    expect(dashboard(account)).toEqual({ bob: 'NON_COMPLIANT' });
    expect(pending(account)).toMatchObject([{ sk: `${NAMES.configRule}#alice` }]);
    remove();
    const second = await account.functions.invoke(NAMES.ruleFunction, event);
    expect(second.FunctionError).toBeUndefined();
    expect(deployment.lines.rule.map(({ kind, users }) => [kind, users])).toEqual([
      ['targeted', 1],
      ['targeted', 1],
    ]);
    expect(dashboard(account)).toEqual({ alice: 'NON_COMPLIANT', bob: 'NON_COMPLIANT' });
    expect(pending(account)).toEqual([]);
  });

  it('a name that goes to another user during the reading is looked up again, and nobody gets another one’s verdict', async () => {
    const { account } = sweptAccount();
    const two = addUser(account, 'alice', 2);
    const one = addUser(account, 'bob', 1);
    await deliverEvent(account, 'CreateAccessKey', { userName: 'alice' });
    const remove = account.faults.add(({ operation }) => {
      if (operation !== 'ListAccessKeys') return undefined;
      remove();
      account.backdoor.renameUser('alice', 'third');
      account.backdoor.renameUser('bob', 'alice');
      account.backdoor.renameUser('third', 'bob');
      return undefined;
    });
    await passMinute(account);
    const results = account.configRules.results(NAMES.configRule);
    expect(results.filter(({ resourceId }) => resourceId === two.userId)).not.toMatchObject([
      { complianceType: 'COMPLIANT' },
    ]);
    expect(results.filter(({ resourceId }) => resourceId === one.userId)).toMatchObject([
      { complianceType: 'COMPLIANT' },
    ]);
  });
});
