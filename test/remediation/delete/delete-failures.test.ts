import { describe, expect, it } from 'vitest';
import {
  activeKeys,
  beforeCall,
  deactivate,
  deleteDeactivated,
  failCall,
} from '../../support/remediation.ts';
import { addUser, deployed } from '../../support/rule.ts';

const DAY_MS = 86_400_000;

async function withDeactivatedKeys(keys = 2, maxAttempts = 3) {
  const { account } = deployed({ maxAttempts });
  const alice = addUser(account, 'alice', keys);
  const { deactivatedAccessKeyIds } = await deactivate(account, alice.userId);
  account.clock.advance(14 * DAY_MS);
  const [key = '', ...otherKeys] = deactivatedAccessKeyIds.toSorted();
  return { account, alice, key, otherKeys };
}

const keysOf = ({ backdoor }: ReturnType<typeof deployed>['account']) =>
  backdoor.keysOf('alice').map(({ accessKeyId }) => accessKeyId);

describe('changes by people and other runs during a deletion', () => {
  it.each([
    ['before the announcement', 'TagUser', 1],
    ['before the second reading', 'ListAccessKeys', 2],
    ['during the second reading', 'GetAccessKeyLastUsed', 2],
    ['before the last reading', 'ListAccessKeys', 3],
  ])('a key that a person sets to Active %s is not deleted', async (_, operation, n) => {
    const { account, alice, key } = await withDeactivatedKeys();
    beforeCall(account, operation, () => account.backdoor.setKeyStatus(key, 'Active'), n);
    const receipt = await deleteDeactivated(account, alice.userId);
    expect(receipt).toMatchObject({ outcome: 'NothingToDo', deletedAccessKeyIds: [] });
    expect(activeKeys(account, 'alice')).toContain(key);
    expect(account.backdoor.tagsOf('alice')).toEqual({});
  });

  it('a key that a person sets to Active before the last reading: the receipt says why it is not deleted', async () => {
    const { account, alice, key } = await withDeactivatedKeys();
    beforeCall(account, 'ListAccessKeys', () => account.backdoor.setKeyStatus(key, 'Active'), 3);
    expect(await deleteDeactivated(account, alice.userId)).toMatchObject({
      reason: expect.stringContaining(`${key} has just become Active and stays.`),
    });
  });

  it.each(['ListAccessKeys', 'GetAccessKeyLastUsed', 'DeleteAccessKey'])(
    'a key that a person deletes before the last %s is not in the receipt',
    async (operation) => {
      const { account, alice, key } = await withDeactivatedKeys();
      const n = operation === 'ListAccessKeys' ? 3 : operation === 'DeleteAccessKey' ? 1 : 2;
      beforeCall(account, operation, () => account.backdoor.deleteAccessKey(key), n);
      expect(await deleteDeactivated(account, alice.userId)).toMatchObject({
        outcome: 'NothingToDo',
        deletedAccessKeyIds: [],
        reason: expect.not.stringContaining('has just become'),
      });
    },
  );

  it('a key that a person deletes before its last use is read: NothingToDo', async () => {
    const { account, alice, key } = await withDeactivatedKeys();
    beforeCall(account, 'GetAccessKeyLastUsed', () => account.backdoor.deleteAccessKey(key));
    expect(await deleteDeactivated(account, alice.userId)).toMatchObject({
      outcome: 'NothingToDo',
      reason: 'The keys with a record no longer exist: somebody deleted them during this run.',
    });
  });

  it('a key that is used while the run waits is not deleted', async () => {
    const { account, alice, key } = await withDeactivatedKeys();
    const use = () =>
      account.backdoor.useKey(key, { at: account.clock.now(), service: 's3', region: 'us-east-1' });
    beforeCall(account, 'GetAccessKeyLastUsed', use, 2);
    expect(await deleteDeactivated(account, alice.userId)).toMatchObject({ outcome: 'NothingToDo' });
    expect(keysOf(account)).toContain(key);
  });

  it('the owner exempts the user while the run waits: the key is not deleted', async () => {
    const { account, alice, key } = await withDeactivatedKeys();
    const exempt = () => account.backdoor.tagUser('alice', { 'one-active-key:exempt-until': '2026-12-24' });
    beforeCall(account, 'ListUserTags', exempt, 2);
    expect(await deleteDeactivated(account, alice.userId)).toMatchObject({ outcome: 'Exempt' });
    expect(keysOf(account)).toContain(key);
  });

  it('a deactivation announces itself while the run waits: the deletion stops', async () => {
    const { account, alice, key } = await withDeactivatedKeys();
    const announce = () =>
      account.backdoor.tagUser('alice', {
        'one-active-key:run/other': `${account.clock.now().toISOString()} keeps AKIAIOSFODNN7EXAMPLE`,
      });
    beforeCall(account, 'ListUserTags', announce, 2);
    await expect(deleteDeactivated(account, alice.userId)).rejects.toThrow(
      /ConcurrentRunError: this run deletes deactivated keys, but another run on the same user announced ".* keeps AKIAIOSFODNN7EXAMPLE"/,
    );
    expect(keysOf(account)).toContain(key);
  });

  it('IAM does not show the announcement of the run: the run stops, since other runs may not see it either', async () => {
    const { account, alice, key } = await withDeactivatedKeys();
    const hide = () => {
      const tags = Object.keys(account.backdoor.tagsOf('alice'));
      account.backdoor.untagUser(
        'alice',
        tags.filter((tag) => tag.startsWith('one-active-key:run/')),
      );
    };
    beforeCall(account, 'ListUserTags', hide, 2);
    await expect(deleteDeactivated(account, alice.userId)).rejects.toThrow(
      'IAM did not show the announcement of this run within 15 seconds; start again',
    );
    expect(keysOf(account)).toContain(key);
  });

  it('a user renamed while the run waits: an error, and no key is deleted', async () => {
    const { account, alice, key } = await withDeactivatedKeys();
    beforeCall(account, 'ListAccessKeys', () => account.backdoor.renameUser('alice', 'bob'), 2);
    await expect(deleteDeactivated(account, alice.userId)).rejects.toThrow('renamed or deleted');
    expect(account.backdoor.keysOf('bob').map(({ accessKeyId }) => accessKeyId)).toContain(key);
  });
});

describe('failed calls of a deletion', () => {
  it('a denied announcement: an error, and no key is deleted', async () => {
    const { account, alice, key } = await withDeactivatedKeys();
    failCall(account, 'TagUser', { kind: 'deny' }, { andAfter: true });
    await expect(deleteDeactivated(account, alice.userId)).rejects.toThrow(/TagUser/);
    expect(keysOf(account)).toContain(key);
  });

  it('a denied reading of the last use: an error, and no key is deleted', async () => {
    const { account, alice, key } = await withDeactivatedKeys();
    failCall(account, 'GetAccessKeyLastUsed', { kind: 'deny' }, { andAfter: true });
    await expect(deleteDeactivated(account, alice.userId)).rejects.toThrow('GetAccessKeyLastUsed');
    expect(keysOf(account)).toContain(key);
  });

  it('the user gets its fiftieth tag before the announcement: Refused', async () => {
    const { account, alice, key } = await withDeactivatedKeys();
    const fill = () => {
      for (let n = 1; n < 50; n += 1) account.backdoor.tagUser('alice', { [`team-${n}`]: 'x' });
    };
    beforeCall(account, 'TagUser', fill);
    expect(await deleteDeactivated(account, alice.userId)).toMatchObject({
      outcome: 'Refused',
      reason: expect.stringMatching(/^The user has 50 tags/),
    });
    expect(keysOf(account)).toContain(key);
  });

  it('a deleted key that IAM still shows: an error, never a receipt', async () => {
    const { account, alice, key } = await withDeactivatedKeys();
    const shown = account.backdoor.keysOf('alice').map(({ accessKeyId, status, createdAt }) => {
      return { UserName: 'alice', AccessKeyId: accessKeyId, Status: status, CreateDate: createdAt };
    });
    failCall(
      account,
      'ListAccessKeys',
      { kind: 'answer', output: { AccessKeyMetadata: shown } },
      { andAfter: true },
    );
    await expect(deleteDeactivated(account, alice.userId)).rejects.toThrow(
      `IAM did not show ${key} as Deleted within 31 seconds of the write. This run deleted ${key}. Start again`,
    );
  });

  it('a denied deletion: an error that says that no key is deleted', async () => {
    const { account, alice, key } = await withDeactivatedKeys(2, 1);
    failCall(account, 'DeleteAccessKey', { kind: 'deny' }, { andAfter: true });
    await expect(deleteDeactivated(account, alice.userId)).rejects.toThrow(
      /AccessDenied.*This run deleted no key\. Start again/,
    );
    expect(keysOf(account)).toContain(key);
  });

  it('a denied deletion of the second key: the error names the first key as deleted', async () => {
    const { account, alice, key, otherKeys } = await withDeactivatedKeys(3, 1);
    failCall(account, 'DeleteAccessKey', { kind: 'deny' }, { n: 2, andAfter: true });
    await expect(deleteDeactivated(account, alice.userId)).rejects.toThrow(
      `This run deleted ${key}. Start again`,
    );
    expect(keysOf(account)).not.toContain(key);
    expect(Object.keys(account.backdoor.tagsOf('alice'))).toEqual(
      otherKeys.map((each) => `one-active-key:deactivated/${each}`),
    );
  });

  it('a lost answer, and the key no longer exists: nobody can tell who deleted it, and the receipt says so', async () => {
    const { account, alice, key } = await withDeactivatedKeys();
    failCall(account, 'DeleteAccessKey', { kind: 'fail', applied: true });
    expect(await deleteDeactivated(account, alice.userId)).toMatchObject({
      outcome: 'NothingToDo',
      deletedAccessKeyIds: [],
      reason: expect.stringContaining(
        `${key} no longer exists: the answer to an attempt of this run was lost, so this run or somebody else deleted it.`,
      ),
    });
    expect(account.backdoor.tagsOf('alice')).toEqual({});
  });

  it('five lost answers without an effect: the error says that the key may be deleted', async () => {
    const { account, alice, key } = await withDeactivatedKeys();
    failCall(account, 'DeleteAccessKey', { kind: 'fail', applied: false }, { andAfter: true });
    await expect(deleteDeactivated(account, alice.userId)).rejects.toThrow(
      new RegExp(`\\. ${key} may be deleted or not\\. Start again$`),
    );
  });

  // A repeated attempt of the SDK would not see what a person does between two attempts.
  it('between two attempts a person sets the key to Active: the key stays', async () => {
    const { account, alice, key } = await withDeactivatedKeys();
    beforeCall(account, 'DeleteAccessKey', () => account.backdoor.setKeyStatus(key, 'Active'));
    failCall(account, 'DeleteAccessKey', { kind: 'throttle' });
    expect(await deleteDeactivated(account, alice.userId)).toMatchObject({
      outcome: 'NothingToDo',
      reason: expect.stringContaining(`${key} has just become Active and stays.`),
    });
    expect(activeKeys(account, 'alice')).toContain(key);
  });

  it('between two attempts a person deletes the key: the receipt does not claim it', async () => {
    const { account, alice, key } = await withDeactivatedKeys();
    beforeCall(account, 'DeleteAccessKey', () => account.backdoor.deleteAccessKey(key));
    failCall(account, 'DeleteAccessKey', { kind: 'throttle' });
    expect(await deleteDeactivated(account, alice.userId)).toMatchObject({
      outcome: 'NothingToDo',
      deletedAccessKeyIds: [],
      reason: expect.stringContaining(`${key} no longer exists: somebody else deleted it.`),
    });
  });
});
