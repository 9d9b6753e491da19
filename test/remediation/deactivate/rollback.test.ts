import type { IAMClient } from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import { REQUEST_TIMEOUTS } from '../../../aws/timeouts.ts';
import { userId, userName } from '../../../policy/identifiers.ts';
import { rollBack } from '../../../remediation/deactivate/rollback.ts';
import type { Fault } from '../../../sandbox/faults.ts';
import { leases, recordsIn, states } from '../../support/ledger.ts';
import {
  activeKeys,
  beforeCall,
  deactivate,
  failCall,
  withAlice,
  writes,
} from '../../support/remediation.ts';
import type { deployed } from '../../support/rule.ts';
import { KEY, NOW } from '../../support/users.ts';

const DENY: Fault = { kind: 'deny' };
const THROTTLE: Fault = { kind: 'throttle' };

function denyActivation(account: ReturnType<typeof deployed>['account'], key: string | undefined): void {
  account.faults.add(({ operation, input }) => {
    const { Status, AccessKeyId } = input as { Status?: string; AccessKeyId?: string };
    return operation === 'UpdateAccessKey' && Status === 'Active' && AccessKeyId === key ? DENY : undefined;
  });
}

describe('a person deactivates or deletes the survivor', () => {
  it('before the first write: no key is changed', async () => {
    const { account, alice, kept, surplus } = withAlice();
    beforeCall(account, 'ListAccessKeys', () => account.backdoor.setKeyStatus(kept, 'Inactive'), 2);
    await expect(deactivate(account, alice.userId)).rejects.toThrow(
      `SurvivorLostError: expected the survivor ${kept} to be Active; somebody else set it to Inactive or deleted it during this run. This run changed no key.`,
    );
    expect(activeKeys(account, 'alice')).toEqual(surplus);
  });

  const losses: [string, (account: ReturnType<typeof deployed>['account'], key: string) => void][] = [
    ['deactivated', (account, key) => account.backdoor.setKeyStatus(key, 'Inactive')],
    ['deleted', (account, key) => account.backdoor.deleteAccessKey(key)],
  ];
  for (const [title, change] of losses) {
    it(`between the last read and the write (${title}): the write is rolled back, and the run fails`, async () => {
      const { account, alice, kept, surplus } = withAlice();
      beforeCall(account, 'UpdateAccessKey', () => change(account, kept));
      await expect(deactivate(account, alice.userId)).rejects.toThrow(
        `SurvivorLostError: expected the survivor ${kept} to be Active; somebody else set it to Inactive or deleted it during this run. This run rolled back its changes: it set ${surplus[0]} to Active again. To whoever deactivated or deleted ${kept}: ${surplus[0]} of user alice is Active because this run had deactivated it while the other key was Active, and so gave it back. If the user is to have no active key: aws iam update-access-key --user-name alice --access-key-id ${surplus[0]} --status Inactive.`,
      );
      expect(activeKeys(account, 'alice')).toEqual(surplus);
    });
  }

  it('between two writes: the first write is rolled back, and the second is not attempted', async () => {
    const { account, alice, kept, surplus } = withAlice(3);
    beforeCall(account, 'ListAccessKeys', () => account.backdoor.setKeyStatus(kept, 'Inactive'), 3);
    await expect(deactivate(account, alice.userId)).rejects.toThrow('SurvivorLostError');
    expect(activeKeys(account, 'alice').toSorted()).toEqual(surplus.toSorted());
    expect(writes(account).filter((write) => write === 'UpdateAccessKey Inactive')).toHaveLength(1);
  });
});

describe('the answer to the only write is lost, and the write took effect', () => {
  const LOST: Fault = { kind: 'fail', applied: true };

  it('nobody can tell who deactivated the key: the receipt says so, and the record is unproven', async () => {
    const { account, alice, surplus } = withAlice();
    failCall(account, 'UpdateAccessKey', LOST);
    expect(await deactivate(account, alice.userId)).toMatchObject({
      outcome: 'NothingToDo',
      reason: expect.stringContaining(
        `${surplus[0]} is Inactive: the answer to an attempt of this run was lost`,
      ),
    });
    expect([states(account), leases(account)]).toEqual([['unproven'], []]);
  });

  it('the survivor is lost before the verification: the run fails, and the lease is left to expire', async () => {
    const { account, alice, kept } = withAlice();
    failCall(account, 'UpdateAccessKey', LOST);
    beforeCall(account, 'ListAccessKeys', () => account.backdoor.setKeyStatus(kept, 'Inactive'), 6);
    await expect(deactivate(account, alice.userId)).rejects.toThrow('SurvivorLostError');
    expect(leases(account)).toHaveLength(1);
  });
});

describe('what a rollback leaves in the ledger', () => {
  it('the key is undone on record, and the lease is left to expire: a run that comes at once could read the survivor late', async () => {
    const { account, alice, kept } = withAlice();
    beforeCall(account, 'UpdateAccessKey', () => account.backdoor.setKeyStatus(kept, 'Inactive'));
    await expect(deactivate(account, alice.userId)).rejects.toThrow('to Active again');
    expect([states(account), leases(account).length]).toEqual([['undone'], 1]);
  });

  it('one key of two could not be given back: its record stays open, and the lease is left to expire', async () => {
    const { account, alice, kept, surplus } = withAlice(3);
    beforeCall(account, 'ListAccessKeys', () => account.backdoor.setKeyStatus(kept, 'Inactive'), 4);
    denyActivation(account, surplus[1]);
    await expect(deactivate(account, alice.userId)).rejects.toThrow('could NOT');
    const stateOf = (key = '') => recordsIn(account).find(({ sk }) => sk?.endsWith(key))?.['state'];
    expect([stateOf(surplus[0]), stateOf(surplus[1]), leases(account).length]).toEqual([
      'undone',
      'written',
      1,
    ]);
  });

  it('a key that could not be given back, after a failure of IAM: the lease is left to expire', async () => {
    const { account, alice, surplus } = withAlice(3);
    failCall(account, 'ListAccessKeys', DENY, { n: 4, andAfter: true });
    denyActivation(account, surplus[0]);
    await expect(deactivate(account, alice.userId)).rejects.toThrow('could NOT');
    expect(leases(account)).toHaveLength(1);
  });

  it('nothing, if the ledger cannot be reached: the lease is left to expire, too', async () => {
    const { account, alice, kept } = withAlice();
    beforeCall(account, 'UpdateAccessKey', () => account.backdoor.setKeyStatus(kept, 'Inactive'));
    failCall(account, 'PutItem', DENY, { n: 5, andAfter: true });
    await expect(deactivate(account, alice.userId)).rejects.toThrow('to Active again');
    expect([states(account), leases(account).length]).toEqual([['written'], 1]);
  });
});

describe('the rollback', () => {
  it.each([0, 130_000, 200_000, 269_000])(
    'that begins after %d ms ends in time for its error to come out, even if each attempt hangs',
    async (beganMs) => {
      let elapsedMs = beganMs;
      const pass = (milliseconds: number) => {
        elapsedMs += milliseconds;
      };
      const hanging = {
        send: async () => {
          // The longest that an attempt can take: its time-outs for the connection and for the answer.
          pass(REQUEST_TIMEOUTS.connectionTimeout + REQUEST_TIMEOUTS.socketTimeout);
          throw new Error('timed out');
        },
      } as unknown as IAMClient;
      const services = { iam: hanging, iamWithoutRetries: hanging, wait: async (ms: number) => pass(ms) };
      const user = { userName: userName('alice'), userId: userId('AIDACKCEVSQ6C2EXAMPLE') };
      const keys = [KEY.a, KEY.b];
      const run = { elapsedMs: () => elapsedMs };
      expect(await rollBack(services, user, { run, keys })).toEqual({ restored: [], unrestored: keys });
      expect(elapsedMs).toBeLessThan(290_000);
    },
  );

  it('is attempted again while IAM throttles', async () => {
    const { account, alice, kept, surplus } = withAlice();
    beforeCall(account, 'UpdateAccessKey', () => account.backdoor.setKeyStatus(kept, 'Inactive'));
    let faultsLeft = 7;
    account.faults.add(({ operation, input }) =>
      (input as { Status?: string }).Status === 'Active' &&
      operation === 'UpdateAccessKey' &&
      faultsLeft-- > 0
        ? THROTTLE
        : undefined,
    );
    await expect(deactivate(account, alice.userId)).rejects.toThrow('to Active again');
    expect(activeKeys(account, 'alice')).toEqual(surplus);
  });

  it('ends within ten seconds if IAM shows the keys at once', async () => {
    const { account, alice, kept } = withAlice();
    beforeCall(account, 'UpdateAccessKey', () => account.backdoor.setKeyStatus(kept, 'Inactive'));
    await expect(deactivate(account, alice.userId)).rejects.toThrow('to Active again');
    expect(account.clock.now().getTime() - NOW.getTime()).toBeLessThan(10_000);
  });

  it('fails visibly if the user cannot be found by its ID', async () => {
    const { account, alice, kept, surplus } = withAlice();
    beforeCall(account, 'UpdateAccessKey', () => account.backdoor.setKeyStatus(kept, 'Inactive'));
    beforeCall(account, 'ListAccessKeys', () => account.backdoor.renameUser('alice', 'alice.smith'), 3);
    failCall(account, 'ListUsers', DENY, { n: 2, andAfter: true });
    await expect(deactivate(account, alice.userId)).rejects.toThrow(
      `${surplus[0]} may be Inactive and could NOT`,
    );
  });

  it('restores two keys and names both', async () => {
    const { account, alice, kept, surplus } = withAlice(3);
    beforeCall(account, 'ListAccessKeys', () => account.backdoor.setKeyStatus(kept, 'Inactive'), 4);
    const commands = surplus.map(
      (key) => `aws iam update-access-key --user-name alice --access-key-id ${key} --status Inactive`,
    );
    await expect(deactivate(account, alice.userId)).rejects.toThrow(
      new RegExp(
        `it set ${surplus.join(', ')} to Active again\\. To whoever deactivated or deleted ${kept}: ${surplus.join(', ')} of user alice is Active .*: ${commands.join(' && ')}\\.$`,
      ),
    );
  });

  it('fails visibly if IAM denies it every time, and the error says which key to set to Active', async () => {
    const { account, alice, kept, surplus } = withAlice();
    beforeCall(account, 'UpdateAccessKey', () => account.backdoor.setKeyStatus(kept, 'Inactive'));
    failCall(account, 'UpdateAccessKey', DENY, { n: 2, andAfter: true });
    await expect(deactivate(account, alice.userId)).rejects.toThrow(
      `This run could not roll back all its changes: ${surplus[0]} may be Inactive and could NOT be set to Active. Set it to Active by hand: aws iam update-access-key --user-name alice --access-key-id ${surplus[0]} --status Active.`,
    );
  });

  it('names both keys if it fails for one of two keys', async () => {
    const { account, alice, kept, surplus } = withAlice(3);
    beforeCall(account, 'ListAccessKeys', () => account.backdoor.setKeyStatus(kept, 'Inactive'), 4);
    denyActivation(account, surplus[1]);
    await expect(deactivate(account, alice.userId)).rejects.toThrow(
      `it set ${surplus[0]} to Active again, but ${surplus[1]} may be Inactive and could NOT`,
    );
  });

  it('finds the key of a renamed user under the new name', async () => {
    const { account, alice, kept, surplus } = withAlice();
    beforeCall(account, 'UpdateAccessKey', () => account.backdoor.setKeyStatus(kept, 'Inactive'));
    beforeCall(account, 'ListAccessKeys', () => account.backdoor.renameUser('alice', 'alice.smith'), 3);
    await expect(deactivate(account, alice.userId)).rejects.toThrow(`it set ${surplus[0]} to Active again`);
    expect(activeKeys(account, 'alice.smith')).toEqual(surplus);
  });

  it('restores no key of a renamed user whose key was deleted, and says so', async () => {
    const { account, alice, kept, surplus } = withAlice();
    beforeCall(account, 'UpdateAccessKey', () => account.backdoor.setKeyStatus(kept, 'Inactive'));
    beforeCall(account, 'UpdateAccessKey', () => account.backdoor.renameUser('alice', 'alice.smith'), 2);
    beforeCall(account, 'UpdateAccessKey', () => account.backdoor.deleteAccessKey(surplus[0] ?? ''), 3);
    await expect(deactivate(account, alice.userId)).rejects.toThrow(
      /SurvivorLostError: .* The keys that this run changed no longer exist: \w+\.$/,
    );
    expect(writes(account).filter((write) => write === 'UpdateAccessKey Active')).toHaveLength(2);
  });

  it('restores no key of a user who was deleted, and says so', async () => {
    const { account, alice, kept } = withAlice();
    beforeCall(account, 'UpdateAccessKey', () => account.backdoor.setKeyStatus(kept, 'Inactive'));
    beforeCall(account, 'UpdateAccessKey', () => account.backdoor.deleteUser('alice'), 2);
    await expect(deactivate(account, alice.userId)).rejects.toThrow(
      /SurvivorLostError: .* The keys that this run changed no longer exist: \w+\.$/,
    );
  });

  it('restores neither of two keys that were deleted, and names both', async () => {
    const { account, alice, kept, surplus } = withAlice(3);
    beforeCall(account, 'ListAccessKeys', () => account.backdoor.setKeyStatus(kept, 'Inactive'), 4);
    beforeCall(account, 'UpdateAccessKey', () => account.backdoor.deleteUser('alice'), 3);
    await expect(deactivate(account, alice.userId)).rejects.toThrow(
      `The keys that this run changed no longer exist: ${surplus.join(', ')}.`,
    );
  });

  it('fails for both of two keys, and names both', async () => {
    const { account, alice, kept, surplus } = withAlice(3);
    beforeCall(account, 'ListAccessKeys', () => account.backdoor.setKeyStatus(kept, 'Inactive'), 4);
    failCall(account, 'UpdateAccessKey', DENY, { n: 3, andAfter: true });
    await expect(deactivate(account, alice.userId)).rejects.toThrow(
      `${surplus.join(', ')} may be Inactive and could NOT be set to Active`,
    );
  });

  it('restores no key that was deleted, and says so', async () => {
    const { account, alice, kept, surplus } = withAlice();
    beforeCall(account, 'UpdateAccessKey', () => account.backdoor.setKeyStatus(kept, 'Inactive'));
    beforeCall(account, 'ListAccessKeys', () => account.backdoor.deleteAccessKey(surplus[0] ?? ''), 3);
    await expect(deactivate(account, alice.userId)).rejects.toThrow(
      /SurvivorLostError: .* The keys that this run changed no longer exist: \w+\.$/,
    );
    expect(writes(account).filter((write) => write === 'UpdateAccessKey Active')).toHaveLength(1);
  });
});
