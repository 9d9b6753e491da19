import { describe, expect, it } from 'vitest';
import { states } from '../../support/ledger.ts';
import {
  activeKeys,
  deactivate,
  deleteDeactivated,
  EXECUTION,
  keyIdsOf,
  noteTouchOf,
  withDeactivatedKey,
} from '../../support/remediation.ts';
import { addUser, deployed } from '../../support/rule.ts';

const DAY_MS = 86_400_000;

describe('outcome Deleted', () => {
  it('the soaked key is deleted, and is deleted on record; the survivor is Active, and the receipt names the key', async () => {
    const { account, alice, key, others } = await withDeactivatedKey();
    expect(await deleteDeactivated(account, alice.userId)).toEqual({
      operation: 'DeleteDeactivated',
      accountId: '111122223333',
      region: 'us-east-1',
      at: '2026-12-05T12:00:15.000Z',
      automationExecutionId: EXECUTION,
      parameters: { soakDays: '14', dryRun: 'false' },
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
    expect(states(account)).toEqual(['deleted']);
  });

  it('reads the user, writes the intention, proves the lease, looks at the key, deletes it, and verifies and records that', async () => {
    const { account, alice } = await withDeactivatedKey();
    const before = account.calls.length;
    await deleteDeactivated(account, alice.userId);
    const calls = account.calls.slice(before);
    expect(calls.map(({ operation, input }) => [operation, pkOf(input)].filter(Boolean).join(' '))).toEqual([
      'PutItem LEASE',
      'ListUsers',
      'Query KEY',
      'ListAccessKeys',
      'ListAccessKeys',
      'GetUser',
      'Query TOUCHED',
      'GetAccessKeyLastUsed',
      'PutItem KEY',
      'PutItem LEASE',
      'ListAccessKeys',
      'ListAccessKeys',
      'DeleteAccessKey',
      'ListAccessKeys',
      'ListAccessKeys',
      'PutItem KEY',
      'DeleteItem LEASE',
      'PutItem RECEIPT',
    ]);
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
    await noteTouchOf(account, later);
    const { deletedAccessKeyIds, reason } = await deleteDeactivated(account, alice.userId);
    expect(deletedAccessKeyIds).toEqual([key]);
    expect(reason).toMatch(
      new RegExp(`^Deleted permanently: ${key}\\. ${later} soaks until 2026-12-20T12:00Z\\.$`),
    );
  });

  it('waits until IAM shows a write that its reads show ten seconds later', async () => {
    const { account } = deployed({ account: { consistencyLagMs: 10_000 } });
    const alice = addUser(account, 'alice', 2);
    account.clock.advance(20_000);
    await deactivate(account, alice.userId);
    for (const key of alice.keys) await noteTouchOf(account, key);
    account.clock.advance(14 * DAY_MS);
    expect(await deleteDeactivated(account, alice.userId)).toMatchObject({ outcome: 'Deleted' });
  });
});

describe('a deletion for a user without a key to delete', () => {
  it('makes these calls while the key soaks: one listing of users, the keys for the settlement and for the plan', async () => {
    const { account, alice } = await withDeactivatedKey(1);
    const before = account.calls.length;
    await deleteDeactivated(account, alice.userId);
    const iam = account.calls.slice(before).filter(({ service }) => service === 'iam');
    expect(iam.map(({ operation }) => operation)).toEqual(['ListUsers', 'ListAccessKeys', 'ListAccessKeys']);
  });
});

/** The kind of the item that a request to DynamoDB names. */
function pkOf(input: unknown): string | undefined {
  const { Item, Key, ExpressionAttributeValues } = input as Record<string, Record<string, { S: string }>>;
  return (Item?.['pk'] ?? Key?.['pk'] ?? ExpressionAttributeValues?.[':pk'])?.S;
}
