import { describe, expect, it } from 'vitest';
import { addUser, dashboard, deployed, evaluate } from '../../support/rule.ts';

describe('deleted users', () => {
  it('the result of a deleted user becomes NOT_APPLICABLE after two complete listings', async () => {
    const { account, deployment } = deployed();
    const alice = addUser(account, 'alice', 2);
    addUser(account, 'bob', 1);
    await evaluate(account);
    account.backdoor.deleteUser('alice');
    account.clock.advance(1_000);
    await evaluate(account);
    expect(dashboard(account)).toEqual({ [alice.userId]: 'NOT_APPLICABLE', bob: 'COMPLIANT' });
    expect(deployment.lines.rule[1]).toMatchObject({ users: 1, retired: 1 });
  });

  it('a new user with the name of a deleted user is another user', async () => {
    const { account } = deployed();
    const first = addUser(account, 'alice', 2);
    await evaluate(account);
    account.backdoor.deleteUser('alice');
    account.clock.advance(1_000);
    addUser(account, 'alice', 1);
    await evaluate(account);
    expect(dashboard(account)).toEqual({ [first.userId]: 'NOT_APPLICABLE', alice: 'COMPLIANT' });
  });

  it('a deleted user is reported once, not in every run', async () => {
    const { account, deployment } = deployed();
    addUser(account, 'alice', 2);
    await evaluate(account);
    account.backdoor.deleteUser('alice');
    await evaluate(account);
    await evaluate(account);
    expect(deployment.lines.rule.map(({ retired }) => retired)).toEqual([0, 1, 0]);
    expect(deployment.lines.rule.map(({ calls }) => calls)).toEqual([8, 4, 4]);
  });

  it('after two incomplete listings, no result becomes NOT_APPLICABLE, and the listed users are evaluated', async () => {
    const { account, deployment } = deployed();
    for (let n = 0; n < 1_500; n += 1) addUser(account, `user-${n}`, 0);
    await evaluate(account);
    account.backdoor.deleteUser('user-7');
    account.faults.add(({ operation, input }) =>
      operation === 'ListUsers' && (input as { Marker?: string }).Marker ? { kind: 'deny' } : undefined,
    );
    expect(await evaluate(account)).toContain('the listing of users: AccessDenied');
    expect(deployment.lines.rule[1]).toMatchObject({ users: 1_000, COMPLIANT: 1_000, failures: 2 });
    expect(Object.values(dashboard(account))).not.toContain('NOT_APPLICABLE');
  });

  it('a user who is deleted between the listing and the reading becomes NOT_APPLICABLE in the next run, without an error', async () => {
    const { account, deployment } = deployed();
    const alice = addUser(account, 'alice', 2);
    await evaluate(account);
    const removeFault = account.faults.add(({ operation }) => {
      if (operation !== 'ListAccessKeys') return undefined;
      removeFault();
      account.backdoor.deleteUser('alice');
      return undefined;
    });
    account.clock.advance(1_000);
    expect(await evaluate(account)).toBeUndefined();
    expect(deployment.lines.rule[1]).toMatchObject({ users: 1, vanished: 1, retired: 0, failures: 0 });
    expect(dashboard(account)).toEqual({ [alice.userId]: 'NON_COMPLIANT' });
    expect(await evaluate(account)).toBeUndefined();
    expect(dashboard(account)).toEqual({ [alice.userId]: 'NOT_APPLICABLE' });
  });

  it('a user who is renamed between the listing and the reading is judged under the new name', async () => {
    const { account, deployment } = deployed();
    addUser(account, 'alice', 2);
    await evaluate(account);
    const removeFault = account.faults.add(({ operation }) => {
      if (operation !== 'ListAccessKeys') return undefined;
      removeFault();
      account.backdoor.renameUser('alice', 'alice.smith');
      return undefined;
    });
    expect(await evaluate(account)).toBeUndefined();
    expect(deployment.lines.rule[1]).toMatchObject({ NON_COMPLIANT: 1, vanished: 0, retired: 0 });
    expect(dashboard(account)).toEqual({ 'alice.smith': 'NON_COMPLIANT' });
  });

  it('a user who is deleted before its tags are read causes no error', async () => {
    const { account, deployment } = deployed();
    addUser(account, 'alice', 2);
    const removeFault = account.faults.add(({ operation }) => {
      if (operation !== 'GetUser') return undefined;
      removeFault();
      account.backdoor.deleteUser('alice');
      return undefined;
    });
    expect(await evaluate(account)).toBeUndefined();
    expect(deployment.lines.rule[0]).toMatchObject({ vanished: 1, failures: 0 });
  });

  it('a key is deleted before its last use is read: the user is read again', async () => {
    const { account } = deployed();
    const alice = addUser(account, 'alice', 2);
    const removeFault = account.faults.add(({ operation }) => {
      if (operation !== 'GetAccessKeyLastUsed') return undefined;
      removeFault();
      for (const key of alice.keys.slice(1)) account.backdoor.deleteAccessKey(key);
      return undefined;
    });
    expect(await evaluate(account)).toBeUndefined();
    expect(dashboard(account)).toEqual({ alice: 'COMPLIANT' });
  });
});
