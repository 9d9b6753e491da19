import { describe, expect, it } from 'vitest';
import {
  activeKeys,
  beforeCall,
  deactivate,
  EXECUTION,
  failCall,
  reactivate,
  withJustDeactivatedKey,
  writes,
} from '../../support/remediation.ts';
import { addUser, dashboard, evaluate } from '../../support/rule.ts';
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

  it('the key is Active again, the user is exempt for seven days, and the record is removed', async () => {
    const { account, alice, key } = await withJustDeactivatedKey();
    expect(await reactivate(account, alice.userId, key)).toEqual({
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

  it('removes the record, then exempts the user, then sets the key to Active, so that no other run deletes or deactivates it', async () => {
    const { account, alice, key } = await withJustDeactivatedKey();
    const before = writes(account).length;
    await reactivate(account, alice.userId, key);
    expect(writes(account).slice(before)).toEqual([
      'UntagUser',
      'TagUser',
      'UpdateAccessKey Active',
      'UntagUser',
    ]);
  });

  it('starts an evaluation of our rule', async () => {
    const { account, alice, key } = await withJustDeactivatedKey();
    await reactivate(account, alice.userId, key);
    expect(await account.configRules.runStarted()).toEqual(['iam-user-one-active-access-key']);
  });

  it('the record cannot be removed: the receipt says so', async () => {
    const { account, alice, key } = await withJustDeactivatedKey();
    failCall(account, 'UntagUser', { kind: 'deny' }, { andAfter: true });
    expect((await reactivate(account, alice.userId, key)).reason).toContain(
      'The record of the deactivation could not be removed: AccessDenied',
    );
  });

  it('waits until IAM shows a write that its reads show four seconds later', async () => {
    const { account, alice, key } = await withJustDeactivatedKey({ account: { consistencyLagMs: 4_000 } });
    expect(await reactivate(account, alice.userId, key)).toMatchObject({ outcome: 'Reactivated' });
  });
});

describe('outcomes that leave all keys as they are', () => {
  it('NothingToDo: the key is Active already; its obsolete record is removed, and the user is not exempted', async () => {
    const { account, alice, key } = await withJustDeactivatedKey();
    account.backdoor.setKeyStatus(key, 'Active');
    const before = writes(account).length;
    expect(await reactivate(account, alice.userId, key)).toMatchObject({
      outcome: 'NothingToDo',
      reason: `${key} is Active already.`,
      reactivatedAccessKeyIds: [],
    });
    expect(writes(account).slice(before)).toEqual(['UntagUser']);
    expect(account.backdoor.tagsOf('alice')).toEqual({});
  });

  it('Reactivated: the first look shows the key as Active, and the second one as Inactive', async () => {
    const { account, alice, key } = await withJustDeactivatedKey();
    account.backdoor.setKeyStatus(key, 'Active');
    beforeCall(account, 'ListAccessKeys', () => account.backdoor.setKeyStatus(key, 'Inactive'), 2);
    expect(await reactivate(account, alice.userId, key)).toMatchObject({ outcome: 'Reactivated' });
    expect(activeKeys(account, 'alice')).toContain(key);
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
    failCall(account, 'ListAccessKeys', { kind: 'answer', output: { AccessKeyMetadata: [] } });
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
      reason: `Expected an access key of alice (none); received ${key}, which was deleted, never existed, or belongs to another account.`,
    });
  });

  it('Refused: a key of another account, for which IAM denies GetAccessKeyLastUsed', async () => {
    const { account, alice } = await withJustDeactivatedKey();
    failCall(account, 'GetAccessKeyLastUsed', { kind: 'deny' }, { andAfter: true });
    expect(await reactivate(account, alice.userId, 'AKIAIOSFODNN7EXAMPLE')).toMatchObject({
      outcome: 'Refused',
      refusalCode: 'UnknownAccessKey',
      reason: expect.stringMatching(/^Expected an access key of alice /),
    });
  });

  it('UserGone: the user no longer exists', async () => {
    const { account, alice, key } = await withJustDeactivatedKey();
    account.backdoor.deleteUser('alice');
    expect(await reactivate(account, alice.userId, key)).toMatchObject({ outcome: 'UserGone', userName: '' });
  });

  it.each(['ListAccessKeys', 'ListUserTags', 'UpdateAccessKey'])(
    'UserGone: the user is deleted just before %s',
    async (operation) => {
      const { account, alice, key } = await withJustDeactivatedKey();
      beforeCall(account, operation, () => account.backdoor.deleteUser('alice'));
      expect(await reactivate(account, alice.userId, key)).toMatchObject({ outcome: 'UserGone' });
    },
  );
});

describe('another run on the same user', () => {
  const announcement = (minutesAgo: number) => ({
    'one-active-key:run/other': `${new Date(NOW.getTime() + 70_000 - minutesAgo * 60_000).toISOString()} deletes deactivated keys`,
  });

  it('an announced deletion: the run stops before it changes a key, and says when to start again', async () => {
    const { account, alice, key } = await withJustDeactivatedKey();
    account.backdoor.tagUser('alice', announcement(1));
    const before = writes(account).length;
    await expect(reactivate(account, alice.userId, key)).rejects.toThrow(
      `this run reactivates ${key}, but another run on the same user announced`,
    );
    expect(writes(account).slice(before)).toEqual(['UntagUser']);
    expect(activeKeys(account, 'alice')).toHaveLength(1);
  });

  it('an announced deactivation: the run continues', async () => {
    const { account, alice, key } = await withJustDeactivatedKey();
    const [tag, value] = Object.entries(announcement(1))[0] ?? ['', ''];
    account.backdoor.tagUser('alice', { [tag]: value.replace(/deletes.*/, 'keeps AKIAIOSFODNN7EXAMPLE') });
    expect(await reactivate(account, alice.userId, key)).toMatchObject({ outcome: 'Reactivated' });
  });

  it('an announced deletion stops a run without an exemption, too', async () => {
    const { account, alice, key } = await withJustDeactivatedKey();
    account.backdoor.tagUser('alice', announcement(1));
    await expect(reactivate(account, alice.userId, key, { exemptForDays: '0' })).rejects.toThrow(
      'deletes deactivated keys',
    );
  });

  it('an announcement whose time is more than a minute in the future does not count', async () => {
    const { account, alice, key } = await withJustDeactivatedKey();
    account.backdoor.tagUser('alice', announcement(-2));
    expect(await reactivate(account, alice.userId, key)).toMatchObject({ outcome: 'Reactivated' });
  });

  it('a deletion that was killed six minutes ago does not count', async () => {
    const { account, alice, key } = await withJustDeactivatedKey();
    account.backdoor.tagUser('alice', announcement(6));
    expect(await reactivate(account, alice.userId, key)).toMatchObject({ outcome: 'Reactivated' });
  });
});

describe('failures', () => {
  it('the key cannot be set to Active: an error, never a receipt', async () => {
    const { account, alice, key } = await withJustDeactivatedKey();
    failCall(account, 'UpdateAccessKey', { kind: 'deny' }, { andAfter: true });
    await expect(reactivate(account, alice.userId, key)).rejects.toThrow(
      `${key} may be Active or Inactive; check its status, and start again. Exempt until 2026-11-28.`,
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
    const { account, alice, key } = await withJustDeactivatedKey();
    beforeCall(account, 'UpdateAccessKey', () => account.backdoor.setKeyStatus(key, 'Active'));
    failCall(account, 'UpdateAccessKey', { kind: 'throttle' });
    expect(await reactivate(account, alice.userId, key)).toMatchObject({
      outcome: 'NothingToDo',
      reason: expect.stringContaining(`${key} is Active again: somebody else set it to Active.`),
    });
    expect(writes(account).filter((write) => write === 'UpdateAccessKey Active')).toHaveLength(1);
  });
});
