import { describe, expect, it } from 'vitest';
import { RUN_TAG_PREFIX } from '../../remediation/tag-keys.ts';
import type { Fault } from '../../sandbox/faults.ts';
import { activeKeys, beforeCall, deactivate, failCall, writes } from '../support/remediation.ts';
import { addUser, callCounts, deployed } from '../support/rule.ts';
import { NOW } from '../support/users.ts';

function withAlice(keys = 2, options: Parameters<typeof deployed>[0] = {}) {
  const { account, deployment } = deployed(options);
  const alice = addUser(account, 'alice', keys);
  const [kept = '', ...surplus] = alice.keys;
  return { account, deployment, alice, kept, surplus };
}

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
      it(`${operation}, call ${n}, ${title} → an error that says so`, async () => {
        const { account, alice } = withAlice();
        failCall(account, operation, fault, { n, andAfter: true });
        await expect(deactivate(account, alice.userId)).rejects.toThrow(message);
        expect(activeKeys(account, 'alice')).toHaveLength(2);
        expect(writes(account)).not.toContain('UpdateAccessKey Inactive');
        expect(account.people.tagsOf('alice')).toEqual({});
      });
    }
  }

  it('the announcement is throttled: nothing is done, for others would not be warned', async () => {
    const { account, alice } = withAlice();
    failCall(account, 'TagUser', THROTTLE, { andAfter: true });
    await expect(deactivate(account, alice.userId)).rejects.toThrow('Rate exceeded');
    expect(writes(account)).toEqual(['TagUser', 'TagUser', 'TagUser']);
  });

  it('the owner exempts the user while the run begins: the owner has the last word', async () => {
    const { account, alice } = withAlice();
    beforeCall(account, 'TagUser', () =>
      account.people.tagUser('alice', { 'one-active-key:exempt-until': '2026-12-01' }),
    );
    await expect(deactivate(account, alice.userId)).rejects.toThrow(
      "PlanChangedError: the user's tags changed since the run began, and with them the plan; start again. This run changed no key",
    );
    expect(await deactivate(account, alice.userId)).toMatchObject({ outcome: 'Exempt' });
  });

  it('the owner names another survivor while the run begins', async () => {
    const { account, alice, surplus } = withAlice();
    beforeCall(account, 'TagUser', () =>
      account.people.tagUser('alice', { 'one-active-key:keep': surplus[0] ?? '' }),
    );
    await expect(deactivate(account, alice.userId)).rejects.toThrow('PlanChangedError');
    expect(await deactivate(account, alice.userId)).toMatchObject({
      outcome: 'Deactivated',
      keptAccessKeyId: surplus[0],
    });
  });

  it('the user goes away and nobody can say whether for good: the error, no UserGone', async () => {
    const { account, alice } = withAlice();
    beforeCall(account, 'ListUserTags', () => account.people.deleteUser('alice'), 2);
    failCall(account, 'ListUsers', DENY, { n: 2, andAfter: true });
    await expect(deactivate(account, alice.userId)).rejects.toThrow('user alice was renamed or deleted');
  });

  it('the user is renamed while the run begins: no UserGone, for the user is there', async () => {
    const { account, alice, kept } = withAlice();
    beforeCall(account, 'ListUserTags', () => account.people.renameUser('alice', 'alice.smith'), 2);
    await expect(deactivate(account, alice.userId)).rejects.toThrow('user alice was renamed or deleted');
    expect(activeKeys(account, 'alice.smith')).toHaveLength(2);
    expect(await deactivate(account, alice.userId)).toMatchObject({
      outcome: 'Deactivated',
      userName: 'alice.smith',
      keptAccessKeyId: kept,
    });
  });
});

describe('a write that AWS denies is a failure, never "nothing to do"', () => {
  it('denied → an error, no rollback, no verification', async () => {
    const { account, alice } = withAlice();
    failCall(account, 'UpdateAccessKey', DENY, { andAfter: true });
    await expect(deactivate(account, alice.userId)).rejects.toThrow(
      /^AccessDenied: .*iam:UpdateAccessKey.* This run changed no key$/,
    );
    expect(writes(account)).toEqual(['TagUser', 'UpdateAccessKey Inactive', 'UntagUser']);
    expect(callCounts(account)).toMatchObject({ ListUsers: 1 });
    expect(account.people.tagsOf('alice')).toEqual({});
  });

  it('the second of two surplus keys denied → the first one is Active again', async () => {
    const { account, alice, surplus } = withAlice(3);
    failCall(account, 'UpdateAccessKey', DENY, { n: 2 });
    await expect(deactivate(account, alice.userId)).rejects.toThrow(
      `This run took its own writes back: ${surplus[0]} Active again`,
    );
    expect(activeKeys(account, 'alice')).toHaveLength(3);
  });

  it('throttled until the retries end → it may have taken effect, so it is taken back', async () => {
    const { account, alice, surplus } = withAlice();
    let left = 3;
    account.faults.add(({ operation }) =>
      operation === 'UpdateAccessKey' && left-- > 0 ? THROTTLE : undefined,
    );
    await expect(deactivate(account, alice.userId)).rejects.toThrow(
      `Throttling: Rate exceeded. This run took its own writes back: ${surplus[0]} Active again`,
    );
    expect(activeKeys(account, 'alice')).toHaveLength(2);
  });

  it.each(['fail', 'reset'] as const)(
    '%s, applied, and its answer lost: the retry finds it done',
    async (kind) => {
      const { account, alice, kept } = withAlice();
      failCall(account, 'UpdateAccessKey', { kind, applied: true });
      expect(await deactivate(account, alice.userId)).toMatchObject({ outcome: 'Deactivated' });
      expect(activeKeys(account, 'alice')).toEqual([kept]);
    },
  );

  it('applied, its answer lost and every retry failing: taken back', async () => {
    const { account, alice } = withAlice();
    let left = 3;
    account.faults.add(({ operation }) =>
      operation === 'UpdateAccessKey' && left-- > 0 ? { kind: 'fail', applied: true } : undefined,
    );
    await expect(deactivate(account, alice.userId)).rejects.toThrow('This run took its own writes back');
    expect(activeKeys(account, 'alice')).toHaveLength(2);
  });
});

describe('a write whose only attempt fails', () => {
  it.each(['fail', 'reset'] as const)('%s: it may have taken effect, so it is taken back', async (kind) => {
    const { account, alice, surplus } = withAlice(2, { maxAttempts: 1 });
    failCall(account, 'UpdateAccessKey', { kind, applied: true });
    await expect(deactivate(account, alice.userId)).rejects.toThrow(
      `This run took its own writes back: ${surplus[0]} Active again`,
    );
    expect(activeKeys(account, 'alice')).toHaveLength(2);
  });

  it('refused: there is nothing to take back', async () => {
    const { account, alice } = withAlice(2, { maxAttempts: 1 });
    failCall(account, 'UpdateAccessKey', THROTTLE);
    await expect(deactivate(account, alice.userId)).rejects.toThrow('This run changed no key');
    expect(writes(account)).not.toContain('UpdateAccessKey Active');
  });
});

describe('the survivor is lost', () => {
  it('before the write: nothing is changed', async () => {
    const { account, alice, kept, surplus } = withAlice();
    beforeCall(account, 'ListUserTags', () => account.people.setKeyStatus(kept, 'Inactive'), 2);
    await expect(deactivate(account, alice.userId)).rejects.toThrow(
      `SurvivorLostError: ${kept}, the key that was to stay, is not Active any more. This run changed no key`,
    );
    expect(activeKeys(account, 'alice')).toEqual(surplus);
  });

  const losses: [string, (account: ReturnType<typeof deployed>['account'], key: string) => void][] = [
    ['deactivated', (account, key) => account.people.setKeyStatus(key, 'Inactive')],
    ['deleted', (account, key) => account.people.deleteAccessKey(key)],
  ];
  for (const [title, lose] of losses) {
    it(`${title} by hand between our last read and our write: our write is taken back, and the run fails`, async () => {
      const { account, alice, kept, surplus } = withAlice();
      beforeCall(account, 'UpdateAccessKey', () => lose(account, kept));
      await expect(deactivate(account, alice.userId)).rejects.toThrow(
        `SurvivorLostError: ${kept}, the key that was to stay, is not Active any more. This run took its own writes back: ${surplus[0]} Active again`,
      );
      expect(activeKeys(account, 'alice')).toEqual(surplus);
    });
  }

  it('between two writes: the first is taken back, the second not begun', async () => {
    const { account, alice, kept, surplus } = withAlice(3);
    beforeCall(account, 'ListAccessKeys', () => account.people.setKeyStatus(kept, 'Inactive'), 3);
    await expect(deactivate(account, alice.userId)).rejects.toThrow('SurvivorLostError');
    expect(activeKeys(account, 'alice').toSorted()).toEqual(surplus.toSorted());
    expect(writes(account).filter((write) => write === 'UpdateAccessKey Inactive')).toHaveLength(1);
  });
});

describe('taking writes back', () => {
  it('is tried again while IAM throttles', async () => {
    const { account, alice, kept, surplus } = withAlice();
    beforeCall(account, 'UpdateAccessKey', () => account.people.setKeyStatus(kept, 'Inactive'));
    let left = 15;
    account.faults.add(({ operation, input }) =>
      (input as { Status?: string }).Status === 'Active' && operation === 'UpdateAccessKey' && left-- > 0
        ? THROTTLE
        : undefined,
    );
    await expect(deactivate(account, alice.userId)).rejects.toThrow('Active again');
    expect(activeKeys(account, 'alice')).toEqual(surplus);
  });

  it('takes no longer than it must', async () => {
    const { account, alice, kept } = withAlice();
    beforeCall(account, 'UpdateAccessKey', () => account.people.setKeyStatus(kept, 'Inactive'));
    await expect(deactivate(account, alice.userId)).rejects.toThrow('Active again');
    expect(account.clock.now().getTime() - NOW.getTime()).toBeLessThan(10_000);
  });

  it('of a user that cannot be found by its id is said aloud, too', async () => {
    const { account, alice, kept, surplus } = withAlice();
    beforeCall(account, 'UpdateAccessKey', () => account.people.setKeyStatus(kept, 'Inactive'));
    beforeCall(account, 'ListAccessKeys', () => account.people.renameUser('alice', 'alice.smith'), 3);
    failCall(account, 'ListUsers', DENY, { n: 2, andAfter: true });
    await expect(deactivate(account, alice.userId)).rejects.toThrow(
      `${surplus[0]} may be Inactive and could NOT`,
    );
  });

  it('of two keys restores both and names both', async () => {
    const { account, alice, kept, surplus } = withAlice(3);
    beforeCall(account, 'ListAccessKeys', () => account.people.setKeyStatus(kept, 'Inactive'), 4);
    await expect(deactivate(account, alice.userId)).rejects.toThrow(`${surplus.join(', ')} Active again`);
  });

  it('that stays denied is said aloud, with the key and what to do', async () => {
    const { account, alice, kept, surplus } = withAlice();
    beforeCall(account, 'UpdateAccessKey', () => account.people.setKeyStatus(kept, 'Inactive'));
    failCall(account, 'UpdateAccessKey', DENY, { n: 2, andAfter: true });
    await expect(deactivate(account, alice.userId)).rejects.toThrow(
      `${surplus[0]} may be Inactive and could NOT be set to Active; do it by hand`,
    );
  });

  it('that fails for one of two keys names both', async () => {
    const { account, alice, kept, surplus } = withAlice(3);
    beforeCall(account, 'ListAccessKeys', () => account.people.setKeyStatus(kept, 'Inactive'), 4);
    account.faults.add(({ operation, input }) => {
      const { Status, AccessKeyId } = input as { Status?: string; AccessKeyId?: string };
      return operation === 'UpdateAccessKey' && Status === 'Active' && AccessKeyId === surplus[1]
        ? DENY
        : undefined;
    });
    await expect(deactivate(account, alice.userId)).rejects.toThrow(
      `${surplus[0]} is Active again, but ${surplus[1]} may be Inactive and could NOT`,
    );
  });

  it('of a renamed user finds the key under the new name', async () => {
    const { account, alice, kept, surplus } = withAlice();
    beforeCall(account, 'UpdateAccessKey', () => account.people.setKeyStatus(kept, 'Inactive'));
    beforeCall(account, 'ListAccessKeys', () => account.people.renameUser('alice', 'alice.smith'), 3);
    await expect(deactivate(account, alice.userId)).rejects.toThrow(`${surplus[0]} Active again`);
    expect(activeKeys(account, 'alice.smith')).toEqual(surplus);
  });

  it('of a key that was deleted meanwhile has nothing to restore and claims nothing', async () => {
    const { account, alice, kept, surplus } = withAlice();
    beforeCall(account, 'UpdateAccessKey', () => account.people.setKeyStatus(kept, 'Inactive'));
    beforeCall(account, 'ListAccessKeys', () => account.people.deleteAccessKey(surplus[0] ?? ''), 3);
    await expect(deactivate(account, alice.userId)).rejects.toThrow(
      /SurvivorLostError: .* This run changed no key$/,
    );
  });
});

describe('verification', () => {
  it('waits out reads that are up to four seconds old', async () => {
    const { account, alice, kept } = withAlice(2, { account: { consistencyLagMs: 4_000 } });
    account.clock.advance(10_000);
    expect(await deactivate(account, alice.userId)).toMatchObject({ outcome: 'Deactivated' });
    expect(activeKeys(account, 'alice')).toEqual([kept]);
  });

  it('a key that never shows as Inactive: the run fails and takes its write back', async () => {
    const { account, alice, surplus } = withAlice();
    account.faults.add(({ operation }) => {
      if (operation === 'ListAccessKeys' && activeKeys(account, 'alice').length === 1)
        account.people.setKeyStatus(surplus[0] ?? '', 'Active');
      return undefined;
    });
    await expect(deactivate(account, alice.userId)).rejects.toThrow(
      `UnconfirmedError: IAM did not show ${surplus[0]} as Inactive within 31 seconds of the write. This run took its own writes back`,
    );
  });

  it.each([DENY, THROTTLE, SERVER_ERROR])(
    'that cannot be read (%j) is no success: the write is taken back',
    async (fault) => {
      const { account, alice } = withAlice();
      failCall(account, 'ListAccessKeys', fault, { n: 3, andAfter: true });
      await expect(deactivate(account, alice.userId)).rejects.toThrow('This run took its own writes back');
      expect(activeKeys(account, 'alice')).toHaveLength(2);
    },
  );

  it('one of two keys that never shows as Inactive is one too many', async () => {
    const { account, alice, surplus } = withAlice(3);
    account.faults.add(({ operation }) => {
      if (operation === 'ListAccessKeys' && activeKeys(account, 'alice').length === 1)
        account.people.setKeyStatus(surplus[1] ?? '', 'Active');
      return undefined;
    });
    await expect(deactivate(account, alice.userId)).rejects.toThrow(
      `UnconfirmedError: IAM did not show ${surplus.join(', ')} as Inactive within 31 seconds`,
    );
  });

  it('a key deleted by hand after our write is not Active either', async () => {
    const { account, alice, surplus } = withAlice();
    beforeCall(account, 'ListAccessKeys', () => account.people.deleteAccessKey(surplus[0] ?? ''), 3);
    expect(await deactivate(account, alice.userId)).toMatchObject({ outcome: 'Deactivated' });
  });

  it('a surplus key that somebody else deactivated first is not ours', async () => {
    const { account, alice, surplus } = withAlice(3);
    const [first = '', second = ''] = surplus;
    beforeCall(account, 'ListUserTags', () => account.people.setKeyStatus(first, 'Inactive'), 2);
    expect(await deactivate(account, alice.userId)).toMatchObject({
      outcome: 'Deactivated',
      deactivatedAccessKeyIds: [second],
    });
  });

  it('all surplus keys deactivated by somebody else → NothingToDo', async () => {
    const { account, alice, surplus } = withAlice();
    beforeCall(account, 'ListUserTags', () => account.people.setKeyStatus(surplus[0] ?? '', 'Inactive'), 2);
    expect(await deactivate(account, alice.userId)).toMatchObject({
      outcome: 'NothingToDo',
      reason: 'Another run or a person was faster.',
      deactivatedAccessKeyIds: [],
      undo: '',
    });
    expect(callCounts(account)).not.toHaveProperty('UpdateAccessKey');
    expect(callCounts(account)).toMatchObject({ ListAccessKeys: 2 });
  });
});

describe('another run on the same user', () => {
  const announcement = (keeps: string, at = NOW) => ({
    [`${RUN_TAG_PREFIX}other`]: `${at.toISOString()} keeps ${keeps}`,
  });

  it('that keeps another key: this one steps back and takes its announcement back', async () => {
    const { account, alice, surplus } = withAlice();
    account.people.tagUser('alice', announcement(surplus[0] ?? ''));
    await expect(deactivate(account, alice.userId)).rejects.toThrow(
      /^ConcurrentRunError: .* try again in a minute\. This run changed no key$/,
    );
    expect(activeKeys(account, 'alice')).toHaveLength(2);
    expect(account.people.tagsOf('alice')).toEqual(announcement(surplus[0] ?? ''));
  });

  it('that keeps the same key: both go on', async () => {
    const { account, alice, kept } = withAlice();
    account.people.tagUser('alice', announcement(kept));
    expect(await deactivate(account, alice.userId)).toMatchObject({ outcome: 'Deactivated' });
  });

  it('that was killed a quarter of an hour ago does not count, and its announcement is cleared away', async () => {
    const { account, alice, surplus } = withAlice();
    account.people.tagUser(
      'alice',
      announcement(surplus[0] ?? '', new Date(NOW.getTime() + 2_000 - 15 * 60_000)),
    );
    expect(await deactivate(account, alice.userId)).toMatchObject({ outcome: 'Deactivated' });
    expect(Object.keys(account.people.tagsOf('alice'))).toEqual([`one-active-key:deactivated/${surplus[0]}`]);
  });

  it('that was killed a millisecond later counts still', async () => {
    const { account, alice, surplus } = withAlice();
    account.people.tagUser(
      'alice',
      announcement(surplus[0] ?? '', new Date(NOW.getTime() + 2_001 - 15 * 60_000)),
    );
    await expect(deactivate(account, alice.userId)).rejects.toThrow('ConcurrentRunError');
  });

  const notOurs: [string, string][] = [
    ['nonsense', 'nonsense'],
    ['of next year', `2027-11-21T12:00:00.000Z keeps AKIADECAF0000EXAMPLE`],
  ];
  it.each(notOurs)('an announcement %s is none of ours and is cleared away', async (_title, value) => {
    const { account, alice, surplus } = withAlice();
    account.people.tagUser('alice', { [`${RUN_TAG_PREFIX}other`]: value });
    expect(await deactivate(account, alice.userId)).toMatchObject({ outcome: 'Deactivated' });
    expect(Object.keys(account.people.tagsOf('alice'))).toEqual([`one-active-key:deactivated/${surplus[0]}`]);
  });
});
