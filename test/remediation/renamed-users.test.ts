import { describe, expect, it } from 'vitest';
import type { SandboxAccount } from '../../sandbox/account.ts';
import { recordsIn } from '../support/ledger.ts';
import {
  activeKeys,
  beforeCall,
  deactivate,
  deleteDeactivated,
  failCall,
  reactivate,
  runDailyPass,
  withAlice,
  withDeactivatedKey,
  withJustDeactivatedKey,
} from '../support/remediation.ts';
import { addUser, callCounts } from '../support/rule.ts';

/** Renames alice and gives her name to a new user without keys and tags. */
function takeName({ backdoor }: SandboxAccount): void {
  backdoor.renameUser('alice', 'alice.smith');
  backdoor.createUser({ userName: 'alice' });
}

const EMPTY = { kind: 'answer', output: { Users: [], IsTruncated: false } } as const;

describe('a user is gone only if two complete listings lack the user', () => {
  it('the first listing lacks the user: the second finds the user', async () => {
    const { account, alice, kept } = withAlice();
    failCall(account, 'ListUsers', EMPTY);
    expect(await deactivate(account, alice.userId)).toMatchObject({
      outcome: 'Deactivated',
      keptAccessKeyId: kept,
    });
  });

  it('both lack the user: UserGone, after two calls', async () => {
    const { account, alice } = withAlice();
    account.backdoor.deleteUser('alice');
    expect(await deactivate(account, alice.userId, { dryRun: 'true' })).toMatchObject({
      outcome: 'UserGone',
    });
    expect(callCounts(account)).toMatchObject({ ListUsers: 2 });
  });

  it('the second listing fails: an error, and never UserGone', async () => {
    const { account, alice } = withAlice();
    account.backdoor.deleteUser('alice');
    failCall(account, 'ListUsers', { kind: 'deny' }, { n: 2, andAfter: true });
    await expect(deactivate(account, alice.userId)).rejects.toThrow('iam:ListUsers');
  });

  it('the daily pass: a user that one listing lacks keeps the records', async () => {
    const { account, alice } = await withDeactivatedKey();
    failCall(account, 'ListUsers', EMPTY);
    await runDailyPass(account, {});
    expect(recordsIn(account)).toMatchObject([{ state: 'done' }]);
    expect(alice.keys).toHaveLength(2);
  });
});

describe('the name is checked against the id', () => {
  it.each([1, 2])(
    'a deactivation decides nothing by another user’s keys; number of active keys: %i',
    async (keys) => {
      const { account, alice } = withAlice(keys);
      beforeCall(account, 'ListAccessKeys', () => takeName(account));
      await expect(deactivate(account, alice.userId)).rejects.toThrow(
        'was renamed or deleted during this run',
      );
    },
  );

  it('an exemption does not land on the user who takes the name', async () => {
    const { account, alice, key } = await withJustDeactivatedKey();
    beforeCall(account, 'GetUser', () => takeName(account));
    await expect(reactivate(account, alice.userId, key)).rejects.toThrow(
      /The exemption may be missing.*UserVanishedError/s,
    );
    expect(account.backdoor.tagsOf('alice')).toEqual({});
    expect(account.backdoor.tagsOf('alice.smith')).toEqual({});
  });

  it('an undo does not refuse a key by another user’s keys', async () => {
    const { account, alice, key } = await withDeactivatedKey();
    beforeCall(account, 'ListAccessKeys', () => takeName(account));
    await expect(reactivate(account, alice.userId, key)).rejects.toThrow('renamed or deleted');
  });

  it('an undo by force does not set a key of the user who takes the name to Active', async () => {
    const { account, alice } = withAlice();
    const { backdoor } = account;
    const [key = ''] = addUser(account, 'bob').keys;
    backdoor.setKeyStatus(key, 'Inactive');
    beforeCall(account, 'ListAccessKeys', () => {
      backdoor.renameUser('alice', 'alice.smith');
      backdoor.renameUser('bob', 'alice');
    });
    const parameters = { force: 'true', exemptForDays: '0' };
    await expect(reactivate(account, alice.userId, key, parameters)).rejects.toThrow('renamed or deleted');
    expect(activeKeys(account, 'alice')).toEqual([]);
  });

  it.each([
    ['deletion', (account: SandboxAccount, userId: string) => deleteDeactivated(account, userId)],
    ['daily pass', (account: SandboxAccount) => runDailyPass(account)],
  ])('%s: another user who has none of the keys on record does not end the records', async (_title, run) => {
    const { account, alice } = await withDeactivatedKey();
    beforeCall(account, 'ListAccessKeys', () => takeName(account));
    await run(account, alice.userId).catch(() => undefined);
    expect(recordsIn(account)).toMatchObject([{ state: 'done' }]);
  });

  it('a deletion does not read another user’s tags', async () => {
    const { account, alice } = await withDeactivatedKey();
    account.backdoor.tagUser('alice', { 'one-active-key:keep': alice.keys[1] ?? '' });
    beforeCall(account, 'GetUser', () => takeName(account));
    await expect(deleteDeactivated(account, alice.userId)).rejects.toThrow('renamed or deleted');
  });
});
