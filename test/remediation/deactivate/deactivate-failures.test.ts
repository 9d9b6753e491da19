import { describe, expect, it } from 'vitest';
import type { Fault } from '../../../sandbox/faults.ts';
import {
  activeKeys,
  beforeCall,
  deactivate,
  failCall,
  withAlice,
  writes,
} from '../../support/remediation.ts';
import { callCounts } from '../../support/rule.ts';

const DENY: Fault = { kind: 'deny' };
const THROTTLE: Fault = { kind: 'throttle' };
const SERVER_ERROR: Fault = { kind: 'fail', applied: false };

describe('a failure before the first write changes no key', () => {
  const reads: [string, number][] = [
    ['ListUsers', 1],
    ['ListAccessKeys', 1],
    ['ListUserTags', 1],
    ['GetAccessKeyLastUsed', 1],
    ['ListUserTags', 2],
    ['ListAccessKeys', 2],
  ];
  const faults: [string, Fault, string][] = [
    ['denied', DENY, 'not authorized'],
    ['throttled', THROTTLE, 'Rate exceeded'],
    ['failing', SERVER_ERROR, 'failed because of an unknown error'],
  ];
  for (const [operation, n] of reads) {
    for (const [title, fault, message] of faults) {
      it(`${operation}, call ${n}, ${title} → the error of AWS`, async () => {
        const { account, alice } = withAlice();
        failCall(account, operation, fault, { n, andAfter: true });
        await expect(deactivate(account, alice.userId)).rejects.toThrow(message);
        expect(activeKeys(account, 'alice')).toHaveLength(2);
        expect(writes(account)).not.toContain('UpdateAccessKey Inactive');
        expect(account.backdoor.tagsOf('alice')).toEqual({});
      });
    }
  }

  it('a throttled announcement: the run fails, since other runs would not be warned', async () => {
    const { account, alice } = withAlice();
    failCall(account, 'TagUser', THROTTLE, { andAfter: true });
    await expect(deactivate(account, alice.userId)).rejects.toThrow('Rate exceeded');
    expect(writes(account)).toEqual(['TagUser', 'TagUser', 'TagUser']);
  });

  it('the owner exempts the user before the tags are read again: the run stops', async () => {
    const { account, alice } = withAlice();
    beforeCall(account, 'TagUser', () =>
      account.backdoor.tagUser('alice', { 'one-active-key:exempt-until': '2026-12-01' }),
    );
    await expect(deactivate(account, alice.userId)).rejects.toThrow(
      "PlanChangedError: the user's tags changed after this run had read them, and they now lead to another plan; start again. This run changed no key",
    );
    expect(await deactivate(account, alice.userId)).toMatchObject({ outcome: 'Exempt' });
  });

  it('the owner writes an invalid keep tag before the tags are read again: the run stops', async () => {
    const { account, alice } = withAlice();
    beforeCall(account, 'TagUser', () => account.backdoor.tagUser('alice', { 'one-active-key:keep': 'x' }));
    await expect(deactivate(account, alice.userId)).rejects.toThrow('PlanChangedError');
  });

  it('the owner names another survivor before the tags are read again: the run stops', async () => {
    const { account, alice, surplus } = withAlice();
    beforeCall(account, 'TagUser', () =>
      account.backdoor.tagUser('alice', { 'one-active-key:keep': surplus[0] ?? '' }),
    );
    await expect(deactivate(account, alice.userId)).rejects.toThrow('PlanChangedError');
    expect(await deactivate(account, alice.userId)).toMatchObject({
      outcome: 'Deactivated',
      keptAccessKeyId: surplus[0],
    });
  });

  it('the user is deleted, and IAM denies the second listing of users: an error, not UserGone', async () => {
    const { account, alice } = withAlice();
    beforeCall(account, 'ListUserTags', () => account.backdoor.deleteUser('alice'), 2);
    failCall(account, 'ListUsers', DENY, { n: 2, andAfter: true });
    await expect(deactivate(account, alice.userId)).rejects.toThrow('user alice was renamed or deleted');
  });

  it('the user is renamed during the run: an error, not UserGone, since the user exists', async () => {
    const { account, alice, kept } = withAlice();
    beforeCall(account, 'ListUserTags', () => account.backdoor.renameUser('alice', 'alice.smith'), 2);
    await expect(deactivate(account, alice.userId)).rejects.toThrow('user alice was renamed or deleted');
    expect(activeKeys(account, 'alice.smith')).toHaveLength(2);
    expect(await deactivate(account, alice.userId)).toMatchObject({
      outcome: 'Deactivated',
      userName: 'alice.smith',
      keptAccessKeyId: kept,
    });
  });
});

describe('a write that AWS denies is a failure, never NothingToDo', () => {
  it('IAM denies the write → an error, without a rollback and without another read of the keys', async () => {
    const { account, alice } = withAlice();
    failCall(account, 'UpdateAccessKey', DENY, { andAfter: true });
    await expect(deactivate(account, alice.userId)).rejects.toThrow(
      /^AccessDenied: .*iam:UpdateAccessKey.* This run changed no key$/,
    );
    expect(writes(account)).toEqual(['TagUser', 'UpdateAccessKey Inactive', 'UntagUser']);
    expect(callCounts(account)).toMatchObject({ ListUsers: 1 });
    expect(account.backdoor.tagsOf('alice')).toEqual({});
  });

  it('IAM denies the second of two writes → the first key is Active again', async () => {
    const { account, alice, surplus } = withAlice(3);
    failCall(account, 'UpdateAccessKey', DENY, { n: 2 });
    await expect(deactivate(account, alice.userId)).rejects.toThrow(
      `This run rolled back its changes: it set ${surplus[0]} to Active again`,
    );
    expect(activeKeys(account, 'alice')).toHaveLength(3);
  });

  it('IAM throttles all five attempts → the write had no effect, and there is no rollback', async () => {
    const { account, alice } = withAlice();
    failCall(account, 'UpdateAccessKey', THROTTLE, { andAfter: true });
    await expect(deactivate(account, alice.userId)).rejects.toThrow(
      'Throttling: Rate exceeded. This run changed no key',
    );
    expect(writes(account).filter((write) => write === 'UpdateAccessKey Inactive')).toHaveLength(5);
    expect(writes(account)).not.toContain('UpdateAccessKey Active');
  });

  it.each(['fail', 'reset'] as const)(
    '%s: the write took effect, and its answer was lost → the look finds the key Inactive, and nobody claims it',
    async (kind) => {
      const { account, alice, kept } = withAlice();
      failCall(account, 'UpdateAccessKey', { kind, applied: true });
      expect(await deactivate(account, alice.userId)).toMatchObject({
        outcome: 'NothingToDo',
        deactivatedAccessKeyIds: [],
        reason: expect.stringContaining('was lost, so this run or somebody else deactivated it.'),
      });
      expect(activeKeys(account, 'alice')).toEqual([kept]);
      expect(Object.keys(account.backdoor.tagsOf('alice'))).toEqual([]);
      expect(writes(account).filter((write) => write === 'UpdateAccessKey Inactive')).toHaveLength(1);
    },
  );

  it.each(['fail', 'reset'] as const)(
    '%s: no attempt took effect, and all answers are lost → the error says that the key may be Inactive',
    async (kind) => {
      const { account, alice, surplus } = withAlice();
      failCall(account, 'UpdateAccessKey', { kind, applied: false }, { andAfter: true });
      await expect(deactivate(account, alice.userId)).rejects.toThrow(
        `${surplus[0]} may be Inactive and could NOT be set to Active`,
      );
      expect(activeKeys(account, 'alice')).toHaveLength(2);
    },
  );
});

// A repeated attempt of the SDK would not see what a person does between two attempts.
describe('between two attempts at a write, a person', () => {
  it('deactivates the survivor: the key stays Active', async () => {
    const { account, alice, kept, surplus } = withAlice();
    beforeCall(account, 'UpdateAccessKey', () => account.backdoor.setKeyStatus(kept, 'Inactive'));
    failCall(account, 'UpdateAccessKey', THROTTLE);
    await expect(deactivate(account, alice.userId)).rejects.toThrow(
      `expected the survivor ${kept} to be Active; IAM no longer shows it as Active; start again. This run changed no key`,
    );
    expect(activeKeys(account, 'alice')).toEqual(surplus);
  });

  it('deactivates the key: there is nothing to do, and the run does not claim it', async () => {
    const { account, alice, surplus } = withAlice();
    beforeCall(account, 'UpdateAccessKey', () => account.backdoor.setKeyStatus(surplus[0] ?? '', 'Inactive'));
    failCall(account, 'UpdateAccessKey', THROTTLE);
    expect(await deactivate(account, alice.userId)).toMatchObject({
      outcome: 'NothingToDo',
      deactivatedAccessKeyIds: [],
    });
  });
});
