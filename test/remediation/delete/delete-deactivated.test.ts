import { describe, expect, it } from 'vitest';
import {
  activeKeys,
  deactivate,
  deleteDeactivated,
  failCall,
  keyIdsOf,
  withDeactivatedKey,
} from '../../support/remediation.ts';
import { addUser, callCounts, deployed } from '../../support/rule.ts';

const DAY_MS = 86_400_000;

describe('outcome Deleted', () => {
  it('the soaked key and its record are deleted, the survivor is Active, and the receipt names the key', async () => {
    const { account, alice, key, others } = await withDeactivatedKey();
    expect(await deleteDeactivated(account, alice.userId)).toEqual({
      outcome: 'Deleted',
      refusalCode: '',
      userId: alice.userId,
      userName: 'alice',
      keptAccessKeyId: '',
      plannedAccessKeyIds: [],
      deactivatedAccessKeyIds: [],
      reactivatedAccessKeyIds: [],
      deletedAccessKeyIds: [key],
      reason: `Deleted permanently: ${key}.`,
      undo: '',
    });
    expect(keyIdsOf(account)).toEqual(others);
    expect(activeKeys(account, 'alice')).toEqual(others);
    expect(account.backdoor.tagsOf('alice')).toEqual({});
  });

  it('announces itself, deletes the key, and removes the record and the announcement in one call', async () => {
    const { account, alice, key } = await withDeactivatedKey();
    const before = account.calls.length;
    await deleteDeactivated(account, alice.userId);
    const calls = account.calls.slice(before);
    expect(calls.map(({ operation }) => operation)).toEqual([
      'ListUsers',
      'ListAccessKeys',
      'ListUserTags',
      'GetAccessKeyLastUsed',
      'TagUser',
      'ListAccessKeys',
      'ListUserTags',
      'GetAccessKeyLastUsed',
      'ListAccessKeys',
      'DeleteAccessKey',
      'ListAccessKeys',
      'ListAccessKeys',
      'UntagUser',
    ]);
    expect(calls.at(-1)?.input).toMatchObject({
      TagKeys: [expect.stringMatching(/^one-active-key:run\//), `one-active-key:deactivated/${key}`],
    });
  });

  it('deletes three of four keys', async () => {
    const { account, alice, others } = await withDeactivatedKey(14, 4);
    const { plannedAccessKeyIds, reason } = await deleteDeactivated(account, alice.userId, {
      dryRun: 'true',
    });
    expect(reason).toBe(`To be deleted permanently: ${plannedAccessKeyIds.join(', ')}.`);
    const deleted = await deleteDeactivated(account, alice.userId);
    expect(deleted.reason).toBe(`Deleted permanently: ${deleted.deletedAccessKeyIds.join(', ')}.`);
    expect(deleted.deletedAccessKeyIds.toSorted()).toEqual(alice.keys.slice(1).toSorted());
    expect(keyIdsOf(account)).toEqual(others.slice(0, 1));
  });

  it('deletes a key whose soak is over, and does not delete a key that soaks', async () => {
    const { account, alice, key } = await withDeactivatedKey(7);
    const later = account.backdoor.createAccessKey('alice', {});
    account.clock.advance(8 * DAY_MS);
    await deactivate(account, alice.userId, { protectUsedWithinDays: '0' });
    const { deletedAccessKeyIds, reason } = await deleteDeactivated(account, alice.userId);
    expect(deletedAccessKeyIds).toEqual([key]);
    expect(reason).toMatch(
      new RegExp(`^Deleted permanently: ${key}\\. ${later} soaks until 2026-12-20T12:00Z\\.$`),
    );
  });

  it('a record that cannot be removed: the key is deleted, and the receipt says so', async () => {
    const { account, alice, key } = await withDeactivatedKey();
    failCall(account, 'UntagUser', { kind: 'deny' }, { andAfter: true });
    const { outcome, reason } = await deleteDeactivated(account, alice.userId);
    expect(outcome).toBe('Deleted');
    expect(reason).toContain(
      `Deleted permanently: ${key}. The announcement and the records could not be removed: AccessDenied`,
    );
  });

  it('waits until IAM shows a write that its reads show ten seconds later', async () => {
    const { account } = deployed({ account: { consistencyLagMs: 10_000 } });
    const alice = addUser(account, 'alice', 2);
    account.clock.advance(20_000);
    await deactivate(account, alice.userId);
    account.clock.advance(14 * DAY_MS);
    expect(await deleteDeactivated(account, alice.userId)).toMatchObject({ outcome: 'Deleted' });
  });

  it('removes an announcement that a killed run left behind a day ago', async () => {
    const { account, alice } = await withDeactivatedKey();
    const at = new Date(account.clock.now().getTime() - DAY_MS).toISOString();
    account.backdoor.tagUser('alice', { 'one-active-key:run/killed': `${at} keeps AKIAIOSFODNN7EXAMPLE` });
    expect(await deleteDeactivated(account, alice.userId)).toMatchObject({ outcome: 'Deleted' });
    expect(account.backdoor.tagsOf('alice')).toEqual({});
  });
});

describe('a user without a key to delete', () => {
  it('needs one listing of users and two calls', async () => {
    const { account, alice } = await withDeactivatedKey(1);
    const before = callCounts(account);
    await deleteDeactivated(account, alice.userId);
    const after = callCounts(account);
    const operations = Object.keys(after).filter((name) => after[name] !== before[name]);
    expect(operations.toSorted()).toEqual(['ListAccessKeys', 'ListUserTags', 'ListUsers']);
  });
});
