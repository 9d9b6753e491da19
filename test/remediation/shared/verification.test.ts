import { describe, expect, it } from 'vitest';
import type { Fault } from '../../../sandbox/faults.ts';
import { states } from '../../support/ledger.ts';
import { activeKeys, beforeCall, deactivate, failCall, withAlice } from '../../support/remediation.ts';
import { callCounts } from '../../support/rule.ts';

const DENY: Fault = { kind: 'deny' };
const THROTTLE: Fault = { kind: 'throttle' };
const SERVER_ERROR: Fault = { kind: 'fail', applied: false };

describe('a run that reads the keys again after a write', () => {
  it('waits until IAM shows a write that its reads show four seconds later', async () => {
    const { account, alice, kept } = withAlice(2, { account: { consistencyLagMs: 4_000 } });
    account.clock.advance(10_000);
    expect(await deactivate(account, alice.userId)).toMatchObject({ outcome: 'Deactivated' });
    expect(activeKeys(account, 'alice')).toEqual([kept]);
  });

  it('fails and rolls its write back if IAM never shows the key as Inactive', async () => {
    const { account, alice, surplus } = withAlice();
    account.faults.add(({ operation }) => {
      if (operation === 'ListAccessKeys' && activeKeys(account, 'alice').length === 1)
        account.backdoor.setKeyStatus(surplus[0] ?? '', 'Active');
      return undefined;
    });
    await expect(deactivate(account, alice.userId)).rejects.toThrow(
      `UnconfirmedError: IAM did not show ${surplus[0]} as Inactive within 31 seconds of the write. This run rolled back its changes`,
    );
  });

  it.each([DENY, THROTTLE, SERVER_ERROR])(
    'fails and rolls its write back if the keys cannot be read: %j',
    async (fault) => {
      const { account, alice } = withAlice();
      failCall(account, 'ListAccessKeys', fault, { n: 3, andAfter: true });
      await expect(deactivate(account, alice.userId)).rejects.toThrow('This run rolled back its changes');
      expect(activeKeys(account, 'alice')).toHaveLength(2);
    },
  );

  it('fails if IAM never shows one of two keys as Inactive', async () => {
    const { account, alice, surplus } = withAlice(3);
    account.faults.add(({ operation }) => {
      if (operation === 'ListAccessKeys' && activeKeys(account, 'alice').length === 1)
        account.backdoor.setKeyStatus(surplus[1] ?? '', 'Active');
      return undefined;
    });
    await expect(deactivate(account, alice.userId)).rejects.toThrow(
      `UnconfirmedError: IAM did not show ${surplus.join(', ')} as Inactive within 31 seconds`,
    );
  });

  it('a key that a person deletes after the write counts as deactivated', async () => {
    const { account, alice, surplus } = withAlice();
    beforeCall(account, 'ListAccessKeys', () => account.backdoor.deleteAccessKey(surplus[0] ?? ''), 3);
    expect(await deactivate(account, alice.userId)).toMatchObject({ outcome: 'Deactivated' });
  });

  it('a surplus key that somebody else deactivated first is not in the receipt', async () => {
    const { account, alice, surplus } = withAlice(3);
    const [first = '', second = ''] = surplus;
    beforeCall(account, 'ListAccessKeys', () => account.backdoor.setKeyStatus(first, 'Inactive'), 2);
    expect(await deactivate(account, alice.userId)).toMatchObject({
      outcome: 'Deactivated',
      deactivatedAccessKeyIds: [second],
    });
  });

  it('the outcome is NothingToDo if somebody else deactivated all surplus keys', async () => {
    const { account, alice, surplus } = withAlice();
    beforeCall(
      account,
      'ListAccessKeys',
      () => account.backdoor.setKeyStatus(surplus[0] ?? '', 'Inactive'),
      2,
    );
    expect(await deactivate(account, alice.userId)).toMatchObject({
      outcome: 'NothingToDo',
      reason: 'All surplus keys were already inactive.',
      deactivatedAccessKeyIds: [],
      undo: '',
    });
    expect(callCounts(account)).not.toHaveProperty('UpdateAccessKey');
    expect(callCounts(account)).toMatchObject({ ListAccessKeys: 3 });
    expect(states(account)).toEqual(['undone']);
  });

  it('a stale look, which shows a surplus key Inactive as before somebody set it to Active, does not stop the write', async () => {
    const { account, alice, kept, surplus } = withAlice();
    const stale = [kept, ...surplus].map((AccessKeyId) => ({
      UserName: 'alice',
      AccessKeyId,
      Status: AccessKeyId === kept ? 'Active' : 'Inactive',
      CreateDate: new Date(0),
    }));
    failCall(account, 'ListAccessKeys', { kind: 'answer', output: { AccessKeyMetadata: stale } }, { n: 2 });
    expect(await deactivate(account, alice.userId)).toMatchObject({
      outcome: 'Deactivated',
      deactivatedAccessKeyIds: surplus,
    });
  });
});
