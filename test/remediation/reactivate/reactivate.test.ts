import { describe, expect, it } from 'vitest';
import type { SandboxAccount } from '../../../sandbox/account.ts';
import type { Fault } from '../../../sandbox/faults.ts';
import { leases, states } from '../../support/ledger.ts';
import {
  activeKeys,
  beforeCall,
  deactivate,
  EXECUTION,
  failCall,
  reactivate,
  withDeactivatedKey,
  withJustDeactivatedKey,
  writes,
} from '../../support/remediation.ts';
import { addUser, callCounts, dashboard, evaluate } from '../../support/rule.ts';
import { NOW } from '../../support/users.ts';

function asBeforeDeactivation({ accessKeyId }: { readonly accessKeyId: string }) {
  return { UserName: 'alice', AccessKeyId: accessKeyId, Status: 'Active', CreateDate: NOW };
}

describe('outcome Reactivated', () => {
  it('a stale look before the write, which shows the key as it was before its deactivation, does not stop the write', async () => {
    const { account, alice, key } = await withJustDeactivatedKey();
    const stale = { AccessKeyMetadata: account.backdoor.keysOf('alice').map(asBeforeDeactivation) };
    failCall(account, 'ListAccessKeys', { kind: 'answer', output: stale }, { n: 2 });
    expect(await reactivate(account, alice.userId, key)).toMatchObject({
      outcome: 'Reactivated',
      reactivatedAccessKeyIds: [key],
    });
    expect(account.backdoor.keysOf('alice').map(({ status }) => status)).toEqual(['Active', 'Active']);
  });

  it('the key is Active again, the user is exempt for seven days, and the key is undone on record', async () => {
    const { account, alice, key } = await withJustDeactivatedKey();
    expect(await reactivate(account, alice.userId, key)).toEqual({
      operation: 'Reactivate',
      accountId: '111122223333',
      region: 'us-east-1',
      at: expect.stringMatching(/^2026-11-21T12:01:/),
      automationExecutionId: EXECUTION,
      parameters: { accessKeyId: key, exemptForDays: '7', exemptionMaxDays: '90', force: 'false' },
      outcome: 'Reactivated',
      refusalCode: '',
      userId: alice.userId,
      userName: 'alice',
      keptAccessKeyId: '',
      plannedAccessKeyIds: [],
      deactivatedAccessKeyIds: [],
      reactivatedAccessKeyIds: [key],
      deletedAccessKeyIds: [],
      reason: `${key} is Active again. Exempt until 2026-11-28.`,
      undo: '',
    });
    expect(activeKeys(account, 'alice')).toHaveLength(2);
    expect(states(account)).toEqual(['undone']);
    expect(account.backdoor.tagsOf('alice')).toEqual({
      'one-active-key:exempt-until': '2026-11-28',
      'one-active-key:exempt-reason': `reactivated by automation execution ${EXECUTION}`,
    });
  });

  it('the next evaluation reports NOT_APPLICABLE, and a deactivation ends with Exempt', async () => {
    const { account, alice, key } = await withJustDeactivatedKey();
    await reactivate(account, alice.userId, key);
    await evaluate(account);
    expect(dashboard(account)).toEqual({ alice: 'NOT_APPLICABLE' });
    expect(await deactivate(account, alice.userId)).toMatchObject({ outcome: 'Exempt' });
  });

  it('exempts the user, then sets the key to Active, so that no other run deactivates it', async () => {
    const { account, alice, key } = await withJustDeactivatedKey();
    const before = writes(account).length;
    await reactivate(account, alice.userId, key);
    expect(writes(account).slice(before)).toEqual(['TagUser', 'UpdateAccessKey Active']);
  });

  it('the intention to undo is in the ledger before the user is exempt, and before the key is Active', async () => {
    const { account, alice, key } = await withJustDeactivatedKey();
    const seen: unknown[] = [];
    for (const operation of ['TagUser', 'UpdateAccessKey'])
      beforeCall(account, operation, () => seen.push(...states(account)));
    await reactivate(account, alice.userId, key);
    expect(seen).toEqual(['undoing', 'undoing']);
  });

  // Version 0.1, without the ledger, made 10 calls of IAM: it removed the record with UntagUser, twice.
  it('makes these calls: eight of them of IAM', async () => {
    const { account, alice, key } = await withJustDeactivatedKey();
    const before = account.calls.length;
    await reactivate(account, alice.userId, key);
    expect(callCounts({ ...account, calls: account.calls.slice(before) })).toEqual({
      ListUsers: 1,
      ListAccessKeys: 4,
      GetUser: 1,
      TagUser: 1,
      UpdateAccessKey: 1,
      // The lease, the intention, a proof before the exemption and one before the write, what is undone, and
      // the receipt.
      PutItem: 6 + 4,
      // The records and the touches. The evaluation needs as many calls of the ledger as after a
      // deactivation.
      Query: 2 + 5,
      DeleteItem: 1 + 1,
      DescribeConfigRules: 1,
      StartConfigRulesEvaluation: 1,
    });
  });

  it('starts an evaluation of our rule', async () => {
    const { account, alice, key } = await withJustDeactivatedKey();
    await reactivate(account, alice.userId, key);
    expect(await account.configRules.runStarted()).toEqual(['iam-user-one-active-access-key']);
  });

  it('waits until IAM shows a write that its reads show four seconds later', async () => {
    const { account, alice, key } = await withJustDeactivatedKey({ account: { consistencyLagMs: 4_000 } });
    expect(await reactivate(account, alice.userId, key)).toMatchObject({ outcome: 'Reactivated' });
  });
});

describe('outcomes that leave all keys as they are', () => {
  it('NothingToDo: two looks find the key Active; it is undone on record, and the user is exempted, so that it stays', async () => {
    const { account, alice, key } = await withJustDeactivatedKey();
    account.backdoor.setKeyStatus(key, 'Active');
    account.clock.advance(900_000);
    const before = writes(account).length;
    expect(await reactivate(account, alice.userId, key)).toMatchObject({
      outcome: 'NothingToDo',
      reason: `${key} is Active already. Exempt until 2026-11-28.`,
      reactivatedAccessKeyIds: [],
    });
    expect(writes(account).slice(before)).toEqual(['TagUser']);
    expect(states(account)).toEqual(['undone']);
  });

  it('Reactivated: within a quarter of an hour of its deactivation the looks show the key as Active, and may be too early for it', async () => {
    const { account, alice, key } = await withJustDeactivatedKey();
    const stale = { AccessKeyMetadata: account.backdoor.keysOf('alice').map(asBeforeDeactivation) };
    failCall(account, 'ListAccessKeys', { kind: 'answer', output: stale });
    expect(await reactivate(account, alice.userId, key)).toMatchObject({ outcome: 'Reactivated' });
    expect(activeKeys(account, 'alice')).toContain(key);
  });

  it('Refused: the first look shows the key as Active, and the second one as Inactive: somebody else deactivated it', async () => {
    const { account, alice, key } = await withJustDeactivatedKey();
    account.backdoor.setKeyStatus(key, 'Active');
    account.clock.advance(900_000);
    beforeCall(account, 'ListAccessKeys', () => account.backdoor.setKeyStatus(key, 'Inactive'), 3);
    expect(await reactivate(account, alice.userId, key)).toMatchObject({
      outcome: 'Refused',
      refusalCode: 'NotDeactivatedByUs',
    });
    expect(activeKeys(account, 'alice')).not.toContain(key);
  });

  it('Refused: a key of another user', async () => {
    const { account, alice } = await withJustDeactivatedKey();
    const bob = addUser(account, 'bob', 1);
    expect(await reactivate(account, alice.userId, bob.keys[0] ?? '')).toMatchObject({
      outcome: 'Refused',
      refusalCode: 'ForeignAccessKey',
      reason: expect.stringMatching(
        new RegExp(
          `^Expected an access key of alice \\(\\w+, \\w+\\); received ${bob.keys[0]}, which belongs to user bob\\.$`,
        ),
      ),
    });
  });

  it('Refused: a key that IAM does not list although GetAccessKeyLastUsed names this user', async () => {
    const { account, alice, key } = await withJustDeactivatedKey();
    const none = { kind: 'answer', output: { AccessKeyMetadata: [] } } as const;
    failCall(account, 'ListAccessKeys', none, { andAfter: true });
    expect(await reactivate(account, alice.userId, key)).toMatchObject({
      outcome: 'Refused',
      refusalCode: 'UnknownAccessKey',
      reason: `Expected an access key of alice (none); received ${key}, which IAM does not list for this user.`,
    });
  });

  it('Refused: a key that was deleted, of a user without any key', async () => {
    const { account, alice, key } = await withJustDeactivatedKey();
    for (const { accessKeyId } of account.backdoor.keysOf('alice'))
      account.backdoor.deleteAccessKey(accessKeyId);
    expect(await reactivate(account, alice.userId, key)).toMatchObject({
      outcome: 'Refused',
      refusalCode: 'UnknownAccessKey',
      reason: `Expected an access key of alice (none); received ${key}, of which IAM names no user: it may be deleted, of another account, or denied to this run.`,
    });
  });

  it('Refused: a key of another account, for which IAM denies GetAccessKeyLastUsed', async () => {
    const { account, alice } = await withJustDeactivatedKey();
    failCall(account, 'GetAccessKeyLastUsed', { kind: 'deny' }, { andAfter: true });
    expect(await reactivate(account, alice.userId, 'AKIAIOSFODNN7EXAMPLE')).toMatchObject({
      outcome: 'Refused',
      refusalCode: 'UnknownAccessKey',
      reason: expect.stringMatching(/^Expected an access key of alice .* or denied to this run\.$/),
    });
  });

  it.each<[string, Fault, string]>([
    ['was throttled', { kind: 'throttle' }, 'Throttling'],
    ['failed in IAM', { kind: 'fail', applied: false }, 'ServiceFailureException'],
    ['got no answer', { kind: 'reset', applied: false }, 'TimeoutError'],
  ])('fails: a read of the key’s owner that %s', async (_, fault, errorType) => {
    const { account, alice } = await withJustDeactivatedKey();
    const [foreign = ''] = addUser(account, 'bob', 1).keys;
    failCall(account, 'GetAccessKeyLastUsed', fault, { andAfter: true });
    await expect(reactivate(account, alice.userId, foreign)).rejects.toMatchObject({ errorType });
    expect(leases(account)).toEqual([]);
  });

  it('Refused: a key of which IAM names no owner', async () => {
    const { account, alice } = await withJustDeactivatedKey();
    failCall(account, 'GetAccessKeyLastUsed', { kind: 'answer', output: {} });
    expect(await reactivate(account, alice.userId, 'AKIAIOSFODNN7EXAMPLE')).toMatchObject({
      outcome: 'Refused',
      refusalCode: 'UnknownAccessKey',
    });
  });

  it('UserGone: the user no longer exists', async () => {
    const { account, alice, key } = await withJustDeactivatedKey();
    account.backdoor.deleteUser('alice');
    expect(await reactivate(account, alice.userId, key)).toMatchObject({ outcome: 'UserGone', userName: '' });
  });

  it.each(['ListAccessKeys', 'GetUser', 'UpdateAccessKey'])(
    'UserGone: the user is deleted just before %s',
    async (operation) => {
      const { account, alice, key } = await withJustDeactivatedKey();
      beforeCall(account, operation, () => account.backdoor.deleteUser('alice'));
      expect(await reactivate(account, alice.userId, key)).toMatchObject({ outcome: 'UserGone' });
    },
  );
});

describe('after a lost answer', () => {
  it('the key is Active: nobody can tell who did it, and the receipt says so', async () => {
    const { account, alice, key } = await withDeactivatedKey();
    failCall(account, 'UpdateAccessKey', { kind: 'reset', applied: true });
    expect(await reactivate(account, alice.userId, key, { exemptForDays: '0' })).toMatchObject({
      outcome: 'NothingToDo',
      reactivatedAccessKeyIds: [],
      reason: expect.stringContaining(
        `${key} is Active again: the answer to an attempt of this run was lost, so this run or somebody else set it to Active.`,
      ),
    });
    expect([states(account), leases(account)]).toEqual([['undone'], []]);
  });

  it('of a deactivation that IAM may still not show: no look counts, and another attempt proves it', async () => {
    const { account, alice, key } = await withJustDeactivatedKey();
    failCall(account, 'UpdateAccessKey', { kind: 'reset', applied: true });
    expect(await reactivate(account, alice.userId, key)).toMatchObject({ outcome: 'Reactivated' });
    expect(activations(account)).toHaveLength(2);
  });

  it('and a failure: the record stays open, and the lease is left to expire', async () => {
    const { account, alice, key } = await withJustDeactivatedKey();
    failCall(account, 'UpdateAccessKey', { kind: 'reset', applied: false }, { andAfter: true });
    await expect(reactivate(account, alice.userId, key)).rejects.toMatchObject({
      errorType: 'ReactivationError',
      message: expect.stringContaining(
        `${key} may be Active or Inactive: check its status in ten minutes, and start again, with Force=true, if it is Inactive. ` +
          'Exempt until 2026-11-28.',
      ),
    });
    expect([states(account), leases(account).length]).toEqual([['undoing'], 1]);
  });
});

describe('a forced undo of a key that has no record', () => {
  it('that IAM denies leaves a record that the next run settles', async () => {
    const { account, alice, key } = await withJustDeactivatedKey();
    const { backdoor } = account;
    const other = backdoor.createAccessKey('alice', {});
    backdoor.setKeyStatus(other, 'Inactive');
    failCall(account, 'UpdateAccessKey', { kind: 'deny' });
    await expect(reactivate(account, alice.userId, other, { force: 'true' })).rejects.toThrow('AccessDenied');
    expect(states(account).toSorted()).toEqual(['done', 'undoing']);
    expect(await reactivate(account, alice.userId, other, { force: 'true' })).toMatchObject({
      outcome: 'Reactivated',
      reason: expect.stringContaining('the ledger has it as undone.'),
    });
    expect(activeKeys(account, 'alice')).not.toContain(key);
  });
});

describe('failures', () => {
  it('the key cannot be set to Active: an error, never a receipt', async () => {
    const { account, alice, key } = await withJustDeactivatedKey();
    failCall(account, 'UpdateAccessKey', { kind: 'deny' }, { andAfter: true });
    await expect(reactivate(account, alice.userId, key)).rejects.toThrow(
      `This run did not change ${key}; start again. Exempt until 2026-11-28.`,
    );
    expect(activeKeys(account, 'alice')).toHaveLength(1);
  });

  it('a key that IAM never shows as Active: an error, never a receipt', async () => {
    const { account, alice, key } = await withJustDeactivatedKey();
    account.faults.add(({ operation }) => {
      if (operation === 'ListAccessKeys') account.backdoor.setKeyStatus(key, 'Inactive');
      return undefined;
    });
    await expect(reactivate(account, alice.userId, key)).rejects.toThrow(
      `IAM did not show ${key} as Active within 31 seconds of the write`,
    );
  });
});

// A repeated attempt of the SDK would not see what a person does between two attempts.
describe('between two attempts at the write of an undo, a person', () => {
  it('sets the key to Active: the run makes no further attempt', async () => {
    const { account, alice, key } = await withDeactivatedKey();
    beforeCall(account, 'UpdateAccessKey', () => account.backdoor.setKeyStatus(key, 'Active'));
    failCall(account, 'UpdateAccessKey', { kind: 'throttle' });
    expect(await reactivate(account, alice.userId, key)).toMatchObject({
      outcome: 'NothingToDo',
      reason: expect.stringContaining(`${key} is Active again: somebody else set it to Active.`),
    });
    expect(activations(account)).toHaveLength(1);
  });
});

const activations = (account: SandboxAccount) =>
  writes(account).filter((write) => write === 'UpdateAccessKey Active');
