import { describe, expect, it } from 'vitest';
import type { Fault } from '../../../sandbox/faults.ts';
import { leases, states } from '../../support/ledger.ts';
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
    ['GetUser', 1],
    ['GetAccessKeyLastUsed', 1],
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
        expect(leases(account)).toEqual([]);
      });
    }
  }

  it('the user is deleted, and IAM denies the second listing of users: an error, not UserGone', async () => {
    const { account, alice } = withAlice();
    beforeCall(account, 'ListAccessKeys', () => account.backdoor.deleteUser('alice'), 2);
    failCall(account, 'ListUsers', DENY, { n: 2, andAfter: true });
    await expect(deactivate(account, alice.userId)).rejects.toThrow('user alice was renamed or deleted');
  });

  it('the user is renamed during the run: an error, not UserGone, since the user exists', async () => {
    const { account, alice, kept } = withAlice();
    beforeCall(account, 'ListAccessKeys', () => account.backdoor.renameUser('alice', 'alice.smith'), 2);
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
      /^AccessDenied: .*iam:UpdateAccessKey.* This run changed no key\.$/,
    );
    expect(writes(account)).toEqual(['UpdateAccessKey Inactive']);
    expect(callCounts(account)).toMatchObject({ ListUsers: 1 });
    expect(leases(account)).toEqual([]);
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
      expect(states(account)).toEqual(['unproven']);
      expect(writes(account).filter((write) => write === 'UpdateAccessKey Inactive')).toHaveLength(1);
    },
  );

  it.each(['fail', 'reset'] as const)(
    '%s: no attempt took effect, and all answers are lost → the error says that the key may be Inactive, and the lease stays',
    async (kind) => {
      const { account, alice, surplus } = withAlice();
      failCall(account, 'UpdateAccessKey', { kind, applied: false }, { andAfter: true });
      await expect(deactivate(account, alice.userId)).rejects.toThrow(
        `${surplus[0]} may be Inactive: the answer to an attempt of this run was lost, and this run does not take it back, since somebody else may have deactivated the key. To set it to Active: aws iam update-access-key --user-name alice --access-key-id ${surplus[0]} --status Active.`,
      );
      expect(writes(account)).not.toContain('UpdateAccessKey Active');
      expect(activeKeys(account, 'alice')).toHaveLength(2);
      expect(leases(account)).toHaveLength(1);
    },
  );
});

describe('after a lost answer', () => {
  it('a second attempt that IAM accepts: the key is deactivated by this run, beyond doubt', async () => {
    const { account, alice, surplus } = withAlice();
    failCall(account, 'UpdateAccessKey', { kind: 'reset', applied: false });
    expect(await deactivate(account, alice.userId)).toMatchObject({
      outcome: 'Deactivated',
      deactivatedAccessKeyIds: surplus,
      reason: expect.not.stringContaining('lost'),
    });
    expect(states(account)).toEqual(['done']);
  });

  it('two keys: the receipt names both, and the run claims neither', async () => {
    const { account, alice, surplus } = withAlice(3);
    failCall(account, 'UpdateAccessKey', { kind: 'reset', applied: true }, { andAfter: true });
    expect(await deactivate(account, alice.userId)).toMatchObject({
      outcome: 'NothingToDo',
      reason: `${surplus.join(', ')} is Inactive: the answer to an attempt of this run was lost, so this run or somebody else deactivated it. To undo this, reactivate it with Force=true.`,
    });
  });

  it('and a failure: the error names both keys, and the commands', async () => {
    const { account, alice, kept, surplus } = withAlice(3);
    beforeCall(account, 'ListAccessKeys', () => account.backdoor.setKeyStatus(kept, 'Inactive'), 6);
    failCall(account, 'UpdateAccessKey', { kind: 'reset', applied: true }, { andAfter: true });
    const commands = surplus.map(
      (key) => `aws iam update-access-key --user-name alice --access-key-id ${key} --status Active`,
    );
    await expect(deactivate(account, alice.userId)).rejects.toMatchObject({
      errorType: 'DeactivationError',
      message: expect.stringMatching(
        new RegExp(
          `during this run\\. ${surplus.join(', ')} may be Inactive: .* To set it to Active: ${commands.join(' && ')}\\.$`,
        ),
      ),
    });
  });
});

// A repeated attempt of the SDK would not see what a person does between two attempts.
describe('between two attempts at a write, a person', () => {
  it('deactivates the survivor: the key stays Active', async () => {
    const { account, alice, kept, surplus } = withAlice();
    beforeCall(account, 'UpdateAccessKey', () => account.backdoor.setKeyStatus(kept, 'Inactive'));
    failCall(account, 'UpdateAccessKey', THROTTLE);
    await expect(deactivate(account, alice.userId)).rejects.toThrow(
      `expected the survivor ${kept} to be Active; somebody else set it to Inactive or deleted it during this run. This run changed no key.`,
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
