/**
 * The schedules that went wrong on version 0.1, by the numbers under which they were found, and what comes of
 * them now.
 */

import { describe, expect, it } from 'vitest';
import type { SandboxAccount } from '../../sandbox/account.ts';
import { putItem, recordsIn, states } from '../support/ledger.ts';
import {
  activeKeys,
  beforeCall,
  deactivate,
  deleteDeactivated,
  failCall,
  keyIdsOf,
  noteTouchOf,
  reactivate,
  withAlice,
  withDeactivatedKey,
  withJustDeactivatedKey,
} from '../support/remediation.ts';
import { during, killAt } from '../support/schedules.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const LEASE_HELD = { outcome: 'Refused', refusalCode: 'LeaseHeld' };
const OPERATOR = 'arn:aws:iam::111122223333:user/operator';

describe('undo and deletion never overlap', () => {
  it.each([
    ['the undo cannot read the tags of the user', '7'],
    ['the undo exempts nobody', '0'],
  ])('an undo during a deletion is refused with LeaseHeld: %s', async (_, exemptForDays) => {
    const { account, alice, key } = await withDeactivatedKey();
    failCall(account, 'GetUser', { kind: 'throttle' }, { n: 2, andAfter: true });
    const undo = during(account, 'DeleteAccessKey', () =>
      reactivate(account, alice.userId, key, { exemptForDays }),
    );
    expect(await deleteDeactivated(account, alice.userId)).toMatchObject({ outcome: 'Deleted' });
    expect(await undo.result()).toMatchObject(LEASE_HELD);
  });

  it('a deletion during an undo is refused with LeaseHeld', async () => {
    const { account, alice, key } = await withDeactivatedKey();
    const deletion = during(account, 'UpdateAccessKey', () => deleteDeactivated(account, alice.userId));
    expect(await reactivate(account, alice.userId, key)).toMatchObject({ outcome: 'Reactivated' });
    expect(await deletion.result()).toMatchObject(LEASE_HELD);
    expect(activeKeys(account, 'alice')).toContain(key);
  });
});

describe('after a failed attempt the run looks again', () => {
  it('a person sets the key to Active between two attempts at its deletion', async () => {
    const { account, alice, key } = await withDeactivatedKey();
    beforeCall(account, 'DeleteAccessKey', () => account.backdoor.setKeyStatus(key, 'Active'));
    failCall(account, 'DeleteAccessKey', { kind: 'throttle' });
    // A deletion makes one attempt; whoever runs it again reads everything again.
    await expect(deleteDeactivated(account, alice.userId)).rejects.toThrow('This run deleted no key');
    expect(await deleteDeactivated(account, alice.userId)).toMatchObject({ outcome: 'NothingToDo' });
    expect(activeKeys(account, 'alice')).toContain(key);
  });

  it('an undo between two attempts at a deactivation is refused with LeaseHeld', async () => {
    const { account, alice, surplus } = withAlice();
    const undo = during(account, 'UpdateAccessKey', () =>
      reactivate(account, alice.userId, surplus[0] ?? ''),
    );
    failCall(account, 'UpdateAccessKey', { kind: 'throttle' });
    expect(await deactivate(account, alice.userId)).toMatchObject({ outcome: 'Deactivated' });
    expect(await undo.result()).toMatchObject(LEASE_HELD);
  });

  it('a person takes the survivor between two attempts at a deactivation', async () => {
    const { account, alice, kept, surplus } = withAlice();
    beforeCall(account, 'UpdateAccessKey', () => account.backdoor.setKeyStatus(kept, 'Inactive'));
    failCall(account, 'UpdateAccessKey', { kind: 'throttle' });
    await expect(deactivate(account, alice.userId)).rejects.toThrow('SurvivorLostError');
    expect(activeKeys(account, 'alice')).toEqual(surplus);
  });

  it('somebody else deletes the key between two attempts', async () => {
    const { account, alice, key } = await withDeactivatedKey();
    beforeCall(account, 'DeleteAccessKey', () => account.backdoor.deleteAccessKey(key));
    failCall(account, 'DeleteAccessKey', { kind: 'throttle' });
    await expect(deleteDeactivated(account, alice.userId)).rejects.toThrow('This run deleted no key');
    expect(await deleteDeactivated(account, alice.userId)).toMatchObject({
      outcome: 'NothingToDo',
      deletedAccessKeyIds: [],
    });
    expect(states(account)).toEqual(['gone']);
  });
});

describe('a deactivation by a person is never taken for ours', () => {
  it('the record of the deactivation is late, and a person deactivates the key after the undo', async () => {
    const { account, alice, surplus } = withAlice();
    const [key = ''] = surplus;
    const revive = killAt(account, 'PutItem', { n: 5 });
    await expect(deactivate(account, alice.userId)).rejects.toThrow();
    revive();
    expect(states(account)).toEqual(['written']);
    account.clock.advance(10 * MINUTE_MS);
    expect(await reactivate(account, alice.userId, key)).toMatchObject({ outcome: 'Reactivated' });
    await personDeactivates(account, key);
    account.clock.advance(400 * DAY_MS);
    expect(await deleteDeactivated(account, alice.userId)).toMatchObject({ outcome: 'NothingToDo' });
    expect(keyIdsOf(account)).toContain(key);
  });

  it.each([
    ['a key that only a person deactivated', 'NotDeactivatedByUs', false],
    ['a key that a person deactivated, too, for a compromise', 'TouchedSince', true],
  ])(
    '%s: an old undo line is refused, and Force=true does it and says so',
    async (_, refusalCode, isOurs) => {
      const { account, alice, surplus } = withAlice();
      const [key = ''] = surplus;
      if (isOurs) await deactivate(account, alice.userId);
      await personDeactivates(account, key);
      expect(await reactivate(account, alice.userId, key)).toMatchObject({ outcome: 'Refused', refusalCode });
      expect(activeKeys(account, 'alice')).not.toContain(key);
      expect(account.backdoor.tagsOf('alice')).toEqual({});
      expect(await reactivate(account, alice.userId, key, { force: 'true' })).toMatchObject({
        outcome: 'Reactivated',
        reason: expect.stringMatching(
          / Force=true was given\. (Expected a key that|arn:\S+ changed the status of)/,
        ),
        parameters: { force: 'true' },
      });
    },
  );
});

describe('a clock of ours that is five minutes ahead', () => {
  it('does not hide that a person deactivated the key two minutes after us', async () => {
    const { account, alice, surplus } = withAlice();
    const [key = ''] = surplus;
    await deactivate(account, alice.userId);
    const record = recordsIn(account)[0] as Record<string, string>;
    const ahead = (time = '') => new Date(Date.parse(time) + 5 * MINUTE_MS).toISOString();
    const times = { intendedAt: ahead(record['intendedAt']), deactivatedAt: ahead(record['deactivatedAt']) };
    putItem(account, { ...(record as { pk: string; sk: string }), ...times });
    await noteTouchOf(account, key);
    account.clock.advance(MINUTE_MS);
    await personDeactivates(account, key);
    expect(await reactivate(account, alice.userId, key)).toMatchObject({ refusalCode: 'TouchedSince' });
  });
});

describe('runs need no tag of their own', () => {
  it('a user with fifty tags: undone and deleted, and the tags stay', async () => {
    const { account, alice, key } = await withDeactivatedKey();
    const tags = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`team-${n}`, 'x']));
    account.backdoor.tagUser('alice', tags);
    expect(await deleteDeactivated(account, alice.userId)).toMatchObject({ deletedAccessKeyIds: [key] });
    expect(account.backdoor.tagsOf('alice')).toEqual(tags);
  });
});

describe('one run at a time', () => {
  it.each(['at the same time', 'one directly after the other'])(
    'two runs that want different survivors, %s, and reads that are five seconds old',
    async (when) => {
      const { account, alice } = withAlice(2, { account: { consistencyLagMs: 5_000 } });
      account.backdoor.createAccessKey('alice', { createdAt: new Date(0) });
      account.clock.advance(10_000);
      const both = [
        () => deactivate(account, alice.userId),
        () => deactivate(account, alice.userId, { selectionStrategy: 'Oldest' }),
      ];
      const outcomes =
        when === 'at the same time'
          ? await Promise.all(both.map((run) => run()))
          : [await both[0]?.(), await both[1]?.()];
      expect(outcomes.map((receipt) => receipt?.outcome).toSorted()[0]).toBe('Deactivated');
      expect(outcomes.filter((receipt) => receipt?.outcome === 'Deactivated')).toHaveLength(1);
      expect(activeKeys(account, 'alice')).toHaveLength(1);
    },
  );

  it('an undo of a key that is still Active is refused while its deactivation is under way', async () => {
    const { account, alice, surplus } = withAlice();
    const undo = during(account, 'GetAccessKeyLastUsed', () =>
      reactivate(account, alice.userId, surplus[0] ?? ''),
    );
    await deactivate(account, alice.userId);
    expect(await undo.result()).toMatchObject(LEASE_HELD);
  });

  it('the same invocation, delivered twice by Lambda, deactivates once', async () => {
    const { account, alice, kept } = withAlice();
    const receipts = await Promise.all([1, 2].map(() => deactivate(account, alice.userId)));
    expect(receipts.map(({ outcome }) => outcome).toSorted()).toEqual(['Deactivated', 'Refused']);
    expect(activeKeys(account, 'alice')).toEqual([kept]);
  });

  it('an undo of what has been Active for long changes no key, and says what it wrote', async () => {
    const { account, alice, key } = await withJustDeactivatedKey();
    account.backdoor.setKeyStatus(key, 'Active');
    account.clock.advance(15 * MINUTE_MS);
    const statuses = account.backdoor.keysOf('alice').map(({ status }) => status);
    expect(await reactivate(account, alice.userId, key)).toMatchObject({
      outcome: 'NothingToDo',
      reason: expect.stringMatching(/is Active already\. Exempt until 2026-11-28\./),
    });
    expect(account.backdoor.keysOf('alice').map(({ status }) => status)).toEqual(statuses);
  });
});

/** A person sets the key to Inactive, and CloudTrail shows it. */
async function personDeactivates(account: SandboxAccount, key: string): Promise<void> {
  account.clock.advance(MINUTE_MS);
  account.backdoor.setKeyStatus(key, 'Inactive');
  await noteTouchOf(account, key, OPERATOR);
}
