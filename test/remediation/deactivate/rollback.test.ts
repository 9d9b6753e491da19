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
import type { deployed } from '../../support/rule.ts';
import { NOW } from '../../support/users.ts';

const DENY: Fault = { kind: 'deny' };
const THROTTLE: Fault = { kind: 'throttle' };

describe('the survivor is lost', () => {
  it('before the write: nothing is changed', async () => {
    const { account, alice, kept, surplus } = withAlice();
    beforeCall(account, 'ListUserTags', () => account.backdoor.setKeyStatus(kept, 'Inactive'), 2);
    await expect(deactivate(account, alice.userId)).rejects.toThrow(
      `SurvivorLostError: ${kept}, the key that was to stay, is not Active any more. This run changed no key`,
    );
    expect(activeKeys(account, 'alice')).toEqual(surplus);
  });

  const losses: [string, (account: ReturnType<typeof deployed>['account'], key: string) => void][] = [
    ['deactivated', (account, key) => account.backdoor.setKeyStatus(key, 'Inactive')],
    ['deleted', (account, key) => account.backdoor.deleteAccessKey(key)],
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
    beforeCall(account, 'ListAccessKeys', () => account.backdoor.setKeyStatus(kept, 'Inactive'), 3);
    await expect(deactivate(account, alice.userId)).rejects.toThrow('SurvivorLostError');
    expect(activeKeys(account, 'alice').toSorted()).toEqual(surplus.toSorted());
    expect(writes(account).filter((write) => write === 'UpdateAccessKey Inactive')).toHaveLength(1);
  });
});

describe('taking writes back', () => {
  it('is tried again while IAM throttles', async () => {
    const { account, alice, kept, surplus } = withAlice();
    beforeCall(account, 'UpdateAccessKey', () => account.backdoor.setKeyStatus(kept, 'Inactive'));
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
    beforeCall(account, 'UpdateAccessKey', () => account.backdoor.setKeyStatus(kept, 'Inactive'));
    await expect(deactivate(account, alice.userId)).rejects.toThrow('Active again');
    expect(account.clock.now().getTime() - NOW.getTime()).toBeLessThan(10_000);
  });

  it('of a user that cannot be found by its id is said aloud, too', async () => {
    const { account, alice, kept, surplus } = withAlice();
    beforeCall(account, 'UpdateAccessKey', () => account.backdoor.setKeyStatus(kept, 'Inactive'));
    beforeCall(account, 'ListAccessKeys', () => account.backdoor.renameUser('alice', 'alice.smith'), 3);
    failCall(account, 'ListUsers', DENY, { n: 2, andAfter: true });
    await expect(deactivate(account, alice.userId)).rejects.toThrow(
      `${surplus[0]} may be Inactive and could NOT`,
    );
  });

  it('of two keys restores both and names both', async () => {
    const { account, alice, kept, surplus } = withAlice(3);
    beforeCall(account, 'ListAccessKeys', () => account.backdoor.setKeyStatus(kept, 'Inactive'), 4);
    await expect(deactivate(account, alice.userId)).rejects.toThrow(`${surplus.join(', ')} Active again`);
  });

  it('that stays denied is said aloud, with the key and what to do', async () => {
    const { account, alice, kept, surplus } = withAlice();
    beforeCall(account, 'UpdateAccessKey', () => account.backdoor.setKeyStatus(kept, 'Inactive'));
    failCall(account, 'UpdateAccessKey', DENY, { n: 2, andAfter: true });
    await expect(deactivate(account, alice.userId)).rejects.toThrow(
      `${surplus[0]} may be Inactive and could NOT be set to Active; do it by hand`,
    );
  });

  it('that fails for one of two keys names both', async () => {
    const { account, alice, kept, surplus } = withAlice(3);
    beforeCall(account, 'ListAccessKeys', () => account.backdoor.setKeyStatus(kept, 'Inactive'), 4);
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
    beforeCall(account, 'UpdateAccessKey', () => account.backdoor.setKeyStatus(kept, 'Inactive'));
    beforeCall(account, 'ListAccessKeys', () => account.backdoor.renameUser('alice', 'alice.smith'), 3);
    await expect(deactivate(account, alice.userId)).rejects.toThrow(`${surplus[0]} Active again`);
    expect(activeKeys(account, 'alice.smith')).toEqual(surplus);
  });

  it('of a renamed user whose key was deleted has nothing to restore and claims nothing', async () => {
    const { account, alice, kept, surplus } = withAlice();
    beforeCall(account, 'UpdateAccessKey', () => account.backdoor.setKeyStatus(kept, 'Inactive'));
    beforeCall(account, 'UpdateAccessKey', () => account.backdoor.renameUser('alice', 'alice.smith'), 2);
    beforeCall(account, 'UpdateAccessKey', () => account.backdoor.deleteAccessKey(surplus[0] ?? ''), 3);
    await expect(deactivate(account, alice.userId)).rejects.toThrow(
      /SurvivorLostError: .* \w+, which this run wrote, does not exist any more$/,
    );
    expect(writes(account).filter((write) => write === 'UpdateAccessKey Active')).toHaveLength(2);
  });

  it('of a user who was deleted meanwhile has nothing to restore and claims nothing', async () => {
    const { account, alice, kept } = withAlice();
    beforeCall(account, 'UpdateAccessKey', () => account.backdoor.setKeyStatus(kept, 'Inactive'));
    beforeCall(account, 'UpdateAccessKey', () => account.backdoor.deleteUser('alice'), 2);
    await expect(deactivate(account, alice.userId)).rejects.toThrow(
      /SurvivorLostError: .* \w+, which this run wrote, does not exist any more$/,
    );
  });

  it('of a key that was deleted meanwhile has nothing to restore and claims nothing', async () => {
    const { account, alice, kept, surplus } = withAlice();
    beforeCall(account, 'UpdateAccessKey', () => account.backdoor.setKeyStatus(kept, 'Inactive'));
    beforeCall(account, 'ListAccessKeys', () => account.backdoor.deleteAccessKey(surplus[0] ?? ''), 3);
    await expect(deactivate(account, alice.userId)).rejects.toThrow(
      /SurvivorLostError: .* \w+, which this run wrote, does not exist any more$/,
    );
    expect(writes(account).filter((write) => write === 'UpdateAccessKey Active')).toHaveLength(1);
  });
});
