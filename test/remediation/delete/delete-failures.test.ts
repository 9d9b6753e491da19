import { describe, expect, it } from 'vitest';
import {
  activeKeys,
  beforeCall,
  deactivate,
  deleteDeactivated,
  failCall,
} from '../../support/remediation.ts';
import { addUser, deployed } from '../../support/rule.ts';

const DAY = 86_400_000;

async function withDeactivatedKeys(keys = 2, maxAttempts = 3) {
  const { account } = deployed({ maxAttempts });
  const alice = addUser(account, 'alice', keys);
  const { deactivatedAccessKeyIds } = await deactivate(account, alice.userId);
  account.clock.advance(14 * DAY);
  const [key = '', ...more] = deactivatedAccessKeyIds.toSorted();
  return { account, alice, key, more };
}

const keysOf = ({ backdoor }: ReturnType<typeof deployed>['account']) =>
  backdoor.keysOf('alice').map(({ accessKeyId }) => accessKeyId);

describe('people and other runs in between', () => {
  it.each([
    ['after the first look', 'TagUser', 1],
    ['while the run waits', 'ListAccessKeys', 2],
    ['after the second look', 'GetAccessKeyLastUsed', 2],
    ['just before the last look', 'ListAccessKeys', 3],
  ])('set to Active %s: it stays', async (_, operation, n) => {
    const { account, alice, key } = await withDeactivatedKeys();
    beforeCall(account, operation, () => account.backdoor.setKeyStatus(key, 'Active'), n);
    const receipt = await deleteDeactivated(account, alice.userId);
    expect(receipt).toMatchObject({ outcome: 'NothingToDo', deletedAccessKeyIds: [] });
    expect(activeKeys(account, 'alice')).toContain(key);
    expect(account.backdoor.tagsOf('alice')).toEqual({});
  });

  it('just before the last look: the receipt says why', async () => {
    const { account, alice, key } = await withDeactivatedKeys();
    beforeCall(account, 'ListAccessKeys', () => account.backdoor.setKeyStatus(key, 'Active'), 3);
    expect(await deleteDeactivated(account, alice.userId)).toMatchObject({
      reason: expect.stringContaining(`${key} has just become Active and stays.`),
    });
  });

  it.each(['ListAccessKeys', 'GetAccessKeyLastUsed', 'DeleteAccessKey'])(
    'deleted by people just before the last %s: nothing is claimed',
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

  it('deleted by people between the first look and what is asked of its last use: nothing to do', async () => {
    const { account, alice, key } = await withDeactivatedKeys();
    beforeCall(account, 'GetAccessKeyLastUsed', () => account.backdoor.deleteAccessKey(key));
    expect(await deleteDeactivated(account, alice.userId)).toMatchObject({
      outcome: 'NothingToDo',
      reason: 'The keys on record no longer exist: they were deleted meanwhile.',
    });
  });

  it('used while the run waits: it stays', async () => {
    const { account, alice, key } = await withDeactivatedKeys();
    const use = () =>
      account.backdoor.useKey(key, { at: account.clock.now(), service: 's3', region: 'us-east-1' });
    beforeCall(account, 'GetAccessKeyLastUsed', use, 2);
    expect(await deleteDeactivated(account, alice.userId)).toMatchObject({ outcome: 'NothingToDo' });
    expect(keysOf(account)).toContain(key);
  });

  it('the owner exempts the user while the run waits: it stays', async () => {
    const { account, alice, key } = await withDeactivatedKeys();
    const exempt = () => account.backdoor.tagUser('alice', { 'one-active-key:exempt-until': '2026-12-24' });
    beforeCall(account, 'ListUserTags', exempt, 2);
    expect(await deleteDeactivated(account, alice.userId)).toMatchObject({ outcome: 'Exempt' });
    expect(keysOf(account)).toContain(key);
  });

  it('a deactivation announces itself while the run waits: the deletion steps back', async () => {
    const { account, alice, key } = await withDeactivatedKeys();
    const announce = () =>
      account.backdoor.tagUser('alice', {
        'one-active-key:run/other': `${account.clock.now().toISOString()} keeps AKIAIOSFODNN7EXAMPLE`,
      });
    beforeCall(account, 'ListUserTags', announce, 2);
    await expect(deleteDeactivated(account, alice.userId)).rejects.toThrow(
      /ConcurrentRunError: this run deletes deactivated keys while another run on the same user says ".* keeps AKIAIOSFODNN7EXAMPLE"/,
    );
    expect(keysOf(account)).toContain(key);
  });

  it('its own announcement is not to be seen: it steps back, since others may not see it either', async () => {
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

  it('renamed while the run waits: an error, and nothing is deleted', async () => {
    const { account, alice, key } = await withDeactivatedKeys();
    beforeCall(account, 'ListAccessKeys', () => account.backdoor.renameUser('alice', 'bob'), 2);
    await expect(deleteDeactivated(account, alice.userId)).rejects.toThrow('renamed or deleted');
    expect(account.backdoor.keysOf('bob').map(({ accessKeyId }) => accessKeyId)).toContain(key);
  });
});

describe('calls that go wrong', () => {
  it('the announcement is denied: a failure, and nothing is deleted', async () => {
    const { account, alice, key } = await withDeactivatedKeys();
    failCall(account, 'TagUser', { kind: 'deny' }, { andAfter: true });
    await expect(deleteDeactivated(account, alice.userId)).rejects.toThrow(/TagUser/);
    expect(keysOf(account)).toContain(key);
  });

  it('nobody may ask for the last use: a failure, and nothing is deleted', async () => {
    const { account, alice, key } = await withDeactivatedKeys();
    failCall(account, 'GetAccessKeyLastUsed', { kind: 'deny' }, { andAfter: true });
    await expect(deleteDeactivated(account, alice.userId)).rejects.toThrow('GetAccessKeyLastUsed');
    expect(keysOf(account)).toContain(key);
  });

  it('the last room for a tag is taken just before the announcement: refused', async () => {
    const { account, alice, key } = await withDeactivatedKeys();
    const fill = () => {
      for (let n = 1; n < 50; n += 1) account.backdoor.tagUser('alice', { [`team-${n}`]: 'x' });
    };
    beforeCall(account, 'TagUser', fill);
    expect(await deleteDeactivated(account, alice.userId)).toMatchObject({
      outcome: 'Refused',
      reason: expect.stringMatching(/^NoRoomForTag: /),
    });
    expect(keysOf(account)).toContain(key);
  });

  it('a deleted key that IAM goes on showing: an error, and never a receipt', async () => {
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

  it('the deletion is denied: a failure that says what is deleted', async () => {
    const { account, alice, key } = await withDeactivatedKeys(2, 1);
    failCall(account, 'DeleteAccessKey', { kind: 'deny' }, { andAfter: true });
    await expect(deleteDeactivated(account, alice.userId)).rejects.toThrow(
      /AccessDenied.*This run is not known to have deleted a key\. Start again/,
    );
    expect(keysOf(account)).toContain(key);
  });

  it('the second of two is denied: the first is deleted, and the error names it', async () => {
    const { account, alice, key, more } = await withDeactivatedKeys(3, 1);
    failCall(account, 'DeleteAccessKey', { kind: 'deny' }, { n: 2, andAfter: true });
    await expect(deleteDeactivated(account, alice.userId)).rejects.toThrow(
      `This run deleted ${key}. Start again`,
    );
    expect(keysOf(account)).not.toContain(key);
    expect(Object.keys(account.backdoor.tagsOf('alice'))).toEqual(
      more.map((each) => `one-active-key:deactivated/${each}`),
    );
  });

  it('an answer is lost, and none comes any more: the error says that nobody knows', async () => {
    const { account, alice, key } = await withDeactivatedKeys(2, 1);
    failCall(account, 'DeleteAccessKey', { kind: 'fail', applied: true });
    await expect(deleteDeactivated(account, alice.userId)).rejects.toThrow(
      `${key} may be deleted or not. Start again`,
    );
    expect(await deleteDeactivated(account, alice.userId)).toMatchObject({ outcome: 'NothingToDo' });
    expect(account.backdoor.tagsOf('alice')).toEqual({});
  });

  it('an answer is lost, and the retry finds the key gone: deleted by this run', async () => {
    const { account, alice, key } = await withDeactivatedKeys();
    failCall(account, 'DeleteAccessKey', { kind: 'fail', applied: true });
    expect(await deleteDeactivated(account, alice.userId)).toMatchObject({
      outcome: 'Deleted',
      deletedAccessKeyIds: [key],
    });
  });
});
