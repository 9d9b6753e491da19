import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../../../../../policy/policy.ts';
import { itemsOf } from '../../../../support/ledger.ts';
import { callsSince, withHistory } from './with-history.ts';

describe('the calls', () => {
  it('one for each megabyte of the ledger, page of users, user on record and execution, and two for each key', async () => {
    const { account, keyOf, history } = await withHistory();
    account.backdoor.useKey(keyOf('bob'), { at: account.clock.now(), service: 's3', region: 'us-east-1' });
    const before = account.calls.length;
    const { code, account: found } = await history();
    expect(code).toBe(0);
    expect(found.summary).toMatchObject({ runs: 2, soaking: 2, usedSince: 1 });
    expect(found.deactivatedKeys[0]).toMatchObject({
      userName: 'bob',
      usedSince: 'yes',
      lastUsed: { service: 's3' },
    });
    const calls = account.calls
      .slice(before)
      .map(({ operation }) => operation)
      .toSorted();
    expect(calls).toEqual([
      'GetAccessKeyLastUsed',
      'GetAccessKeyLastUsed',
      'GetAccountAuthorizationDetails',
      'GetAutomationExecution',
      'GetAutomationExecution',
      'ListAccessKeys',
      'ListAccessKeys',
      'ListAccountAliases',
      'Query',
      'Query',
      'Query',
      'Query',
    ]);
  });

  it('changes nothing', async () => {
    const { account, history } = await withHistory();
    const [items, users] = [itemsOf(account), account.backdoor.states()];
    await history();
    expect(itemsOf(account)).toEqual(items);
    expect(account.backdoor.states()).toEqual(users);
  });

  it('none to Systems Manager for executions of more than 30 days ago', async () => {
    const { account, history } = await withHistory();
    account.clock.advance(30 * DAY_MS);
    const before = account.calls.length;
    const { code, account: found } = await history();
    expect(code).toBe(0);
    expect(callsSince(account, before, 'GetAutomationExecution')).toBe(0);
    expect(found.entries[0].startedBy).toEqual({ arn: null, notKnown: 'NotKept' });
  });

  it('none for the last use of a key that is Active again', async () => {
    const { account, keyOf, history } = await withHistory();
    account.backdoor.setKeyStatus(keyOf('alice'), 'Active');
    const before = account.calls.length;
    const { account: found } = await history();
    expect(callsSince(account, before, 'GetAccessKeyLastUsed')).toBe(1);
    expect(found.deactivatedKeys).toContainEqual(
      expect.objectContaining({ status: 'Active', usedSince: 'unknown' }),
    );
  });
});
