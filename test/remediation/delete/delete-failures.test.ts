import { describe, expect, it } from 'vitest';
import { leases, receiptsIn, states } from '../../support/ledger.ts';
import {
  activeKeys,
  beforeCall,
  deleteDeactivated,
  failCall,
  keyIdsOf,
  withDeactivatedKey,
} from '../../support/remediation.ts';
import { callCounts, type deployed } from '../../support/rule.ts';
import { exemptUntil } from '../../support/users.ts';

const withDeactivatedKeys = (keys = 2) => withDeactivatedKey(14, keys);

/** IAM goes on showing alice's keys as they are now. */
function keepShowingKeys(account: ReturnType<typeof deployed>['account']): void {
  const shown = account.backdoor.keysOf('alice').map(({ accessKeyId, status, createdAt }) => {
    return { UserName: 'alice', AccessKeyId: accessKeyId, Status: status, CreateDate: createdAt };
  });
  failCall(
    account,
    'ListAccessKeys',
    { kind: 'answer', output: { AccessKeyMetadata: shown } },
    { andAfter: true },
  );
}

describe('changes by people and other runs during a deletion', () => {
  it.each([
    ['before the first reading', 'ListUsers', 1],
    ['before the reading of the plan', 'ListAccessKeys', 2],
    ['during that reading', 'GetAccessKeyLastUsed', 1],
    ['before the last reading', 'ListAccessKeys', 3],
  ])(
    'a key that a person sets to Active %s is not deleted, and is not ours any more',
    async (_, operation, n) => {
      const { account, alice, key } = await withDeactivatedKeys();
      beforeCall(account, operation, () => account.backdoor.setKeyStatus(key, 'Active'), n);
      const receipt = await deleteDeactivated(account, alice.userId);
      expect(receipt).toMatchObject({ outcome: 'NothingToDo', deletedAccessKeyIds: [] });
      expect(activeKeys(account, 'alice')).toContain(key);
      expect(states(account)).toEqual(['undone']);
    },
  );

  it('a key that a person sets to Active before the last reading: the receipt says why it is not deleted', async () => {
    const { account, alice, key } = await withDeactivatedKeys();
    beforeCall(account, 'ListAccessKeys', () => account.backdoor.setKeyStatus(key, 'Active'), 3);
    const { GetUser: before = 0 } = callCounts(account);
    expect(await deleteDeactivated(account, alice.userId)).toMatchObject({
      reason: expect.stringContaining(`${key} has just become Active and stays.`),
    });
    // The plan read the tags. A key that IAM shows is the user's, so nothing asks again whose name it is.
    expect(callCounts(account)['GetUser']).toBe(before + 1);
  });

  it.each([
    ['ListAccessKeys', 'gone'],
    // The next run finds that the key is gone.
    ['GetAccessKeyLastUsed', 'done'],
    ['DeleteAccessKey', 'gone'],
  ])(
    'a key that a person deletes before the last %s is not in the receipt, and on record it is %s',
    async (operation, state) => {
      const { account, alice, key } = await withDeactivatedKeys();
      const n = operation === 'ListAccessKeys' ? 3 : 1;
      beforeCall(account, operation, () => account.backdoor.deleteAccessKey(key), n);
      expect(await deleteDeactivated(account, alice.userId)).toMatchObject({
        outcome: 'NothingToDo',
        deletedAccessKeyIds: [],
        reason: expect.not.stringContaining('has just become'),
      });
      expect(states(account)).toEqual([state]);
      if (operation === 'DeleteAccessKey') {
        const { reason } = receiptsIn(account).at(-1) ?? {};
        expect(reason).toContain(`${key} no longer exists: somebody else deleted it.`);
      }
    },
  );

  it('a key that a person deletes before its last use is read: NothingToDo', async () => {
    const { account, alice, key } = await withDeactivatedKeys();
    beforeCall(account, 'GetAccessKeyLastUsed', () => account.backdoor.deleteAccessKey(key));
    expect(await deleteDeactivated(account, alice.userId)).toMatchObject({
      outcome: 'NothingToDo',
      deletedAccessKeyIds: [],
    });
  });

  it('a key that is used while the run waits is not deleted', async () => {
    const { account, alice, key } = await withDeactivatedKeys();
    const use = () =>
      account.backdoor.useKey(key, { at: account.clock.now(), service: 's3', region: 'us-east-1' });
    beforeCall(account, 'GetAccessKeyLastUsed', use);
    expect(await deleteDeactivated(account, alice.userId)).toMatchObject({ outcome: 'NothingToDo' });
    expect(keyIdsOf(account)).toContain(key);
  });

  it('the owner exempts the user while the run waits: the key is not deleted', async () => {
    const { account, alice, key } = await withDeactivatedKeys();
    const exempt = () => account.backdoor.tagUser('alice', exemptUntil('2026-12-24'));
    beforeCall(account, 'GetUser', exempt);
    expect(await deleteDeactivated(account, alice.userId)).toMatchObject({ outcome: 'Exempt' });
    expect(keyIdsOf(account)).toContain(key);
  });

  it('a user renamed while the run waits: an error, and no key is deleted', async () => {
    const { account, alice, key } = await withDeactivatedKeys();
    beforeCall(account, 'ListAccessKeys', () => account.backdoor.renameUser('alice', 'bob'), 2);
    await expect(deleteDeactivated(account, alice.userId)).rejects.toThrow('renamed or deleted');
    expect(account.backdoor.keysOf('bob').map(({ accessKeyId }) => accessKeyId)).toContain(key);
  });
});

describe('failed calls of a deletion', () => {
  it('a denied reading of the last use: an error, and no key is deleted', async () => {
    const { account, alice, key } = await withDeactivatedKeys();
    failCall(account, 'GetAccessKeyLastUsed', { kind: 'deny' }, { andAfter: true });
    await expect(deleteDeactivated(account, alice.userId)).rejects.toThrow('GetAccessKeyLastUsed');
    expect(keyIdsOf(account)).toContain(key);
  });

  it('a deleted key that IAM still shows: an error, never a receipt', async () => {
    const { account, alice, key } = await withDeactivatedKeys();
    keepShowingKeys(account);
    await expect(deleteDeactivated(account, alice.userId)).rejects.toThrow(
      `IAM did not show ${key} as Deleted within 31 seconds of the write. This run deleted ${key}. Start again`,
    );
  });

  it('a denied deletion: an error that says that no key is deleted', async () => {
    const { account, alice, key } = await withDeactivatedKeys();
    failCall(account, 'DeleteAccessKey', { kind: 'deny' }, { andAfter: true });
    await expect(deleteDeactivated(account, alice.userId)).rejects.toThrow(
      /AccessDenied.*This run deleted no key\. Start again/,
    );
    expect(keyIdsOf(account)).toContain(key);
  });

  it('a denied deletion of the second key: the error names the first key as deleted', async () => {
    const { account, alice, kept } = await withDeactivatedKeys(3);
    const [key = '', second = ''] = alice.keys.slice(1).toSorted();
    failCall(account, 'DeleteAccessKey', { kind: 'deny' }, { n: 2 });
    await expect(deleteDeactivated(account, alice.userId)).rejects.toThrow(
      `This run deleted ${key}. Start again`,
    );
    expect(keyIdsOf(account)).not.toContain(key);
    expect(states(account).toSorted()).toEqual(['deleting', 'done']);
    // The lease is left to expire: the next run settles the records when IAM shows what has become of the
    // keys.
    expect(leases(account)).toHaveLength(1);
    account.clock.advance(600_000);
    expect(await deleteDeactivated(account, alice.userId)).toMatchObject({
      deletedAccessKeyIds: [second],
    });
    expect(keyIdsOf(account)).toEqual([kept]);
    expect(states(account).toSorted()).toEqual(['deleted', 'gone']);
  });

  it('the key is deleted, and that cannot be recorded: the error names the key, and the lease is released', async () => {
    const { account, alice, key } = await withDeactivatedKeys();
    // The run takes its lease, writes its intention and proves its lease before that.
    failCall(account, 'PutItem', { kind: 'deny' }, { n: 4, andAfter: true });
    await expect(deleteDeactivated(account, alice.userId)).rejects.toMatchObject({
      errorType: 'LedgerFailedError',
      message: expect.stringMatching(
        new RegExp(`^DeletionError: .*\\. This run deleted ${key}\\. Start again`),
      ),
    });
    expect([states(account), leases(account)]).toEqual([['deleting'], []]);
  });

  it('two keys are deleted, one certainly and one perhaps: the error says so of both', async () => {
    const { account, alice } = await withDeactivatedKeys(3);
    const [first = '', second = ''] = alice.keys.slice(1).toSorted();
    account.faults.add(({ operation, input }) =>
      operation === 'DeleteAccessKey' && (input as { AccessKeyId: string }).AccessKeyId === second
        ? { kind: 'reset', applied: false }
        : undefined,
    );
    await expect(deleteDeactivated(account, alice.userId)).rejects.toMatchObject({
      errorType: 'DeletionError',
      message: expect.stringMatching(
        new RegExp(`This run deleted ${first}; ${second} may be deleted or not\\. Start again$`),
      ),
    });
  });

  it('two keys are deleted, and IAM still shows them: the error names both', async () => {
    const { account, alice } = await withDeactivatedKeys(3);
    keepShowingKeys(account);
    await expect(deleteDeactivated(account, alice.userId)).rejects.toThrow(
      `This run deleted ${alice.keys.slice(1).toSorted().join(', ')}. Start again`,
    );
  });

  it('a lost answer: the error says that the key may be deleted, and the next run finds what became of it', async () => {
    const { account, alice, key } = await withDeactivatedKeys();
    failCall(account, 'DeleteAccessKey', { kind: 'fail', applied: true });
    await expect(deleteDeactivated(account, alice.userId)).rejects.toThrow(
      new RegExp(`\\. ${key} may be deleted or not\\. Start again$`),
    );
    expect([states(account), leases(account).length]).toEqual([['deleting'], 1]);
    account.clock.advance(600_000);
    expect(await deleteDeactivated(account, alice.userId)).toMatchObject({
      outcome: 'NothingToDo',
      deletedAccessKeyIds: [],
    });
    expect(states(account)).toEqual(['gone']);
  });

  it('a throttled deletion: it makes one attempt, and the key stays on record for the next run', async () => {
    const { account, alice, key } = await withDeactivatedKeys();
    failCall(account, 'DeleteAccessKey', { kind: 'throttle' });
    await expect(deleteDeactivated(account, alice.userId)).rejects.toThrow(
      'Rate exceeded. This run deleted no key',
    );
    expect([states(account), leases(account)]).toEqual([['done'], []]);
    expect(await deleteDeactivated(account, alice.userId)).toMatchObject({ deletedAccessKeyIds: [key] });
  });

  it('a lost answer without an effect: the error says that the key may be deleted', async () => {
    const { account, alice, key } = await withDeactivatedKeys();
    failCall(account, 'DeleteAccessKey', { kind: 'fail', applied: false }, { andAfter: true });
    await expect(deleteDeactivated(account, alice.userId)).rejects.toThrow(
      new RegExp(`\\. ${key} may be deleted or not\\. Start again$`),
    );
  });
});
