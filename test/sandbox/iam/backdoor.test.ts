import { describe, expect, it } from 'vitest';
import { createSandboxAccount } from '../../../sandbox/account.ts';
import { seededRandom } from '../../../sandbox/seeded-random.ts';

describe('The backdoor of IAM', () => {
  it('creates a user with an id and an ARN', () => {
    const { backdoor } = createSandboxAccount({ accountId: '123456789012', partition: 'aws-cn' });
    expect(backdoor.createUser({ userName: 'alice', path: '/ops/' })).toEqual({
      userId: expect.stringMatching(/^AIDA[A-Z2-7]{10}EXAMPLE$/),
      userName: 'alice',
      arn: 'arn:aws-cn:iam::123456789012:user/ops/alice',
      path: '/ops/',
    });
  });

  it('creates any number of keys for a user, each with a new id', () => {
    const { backdoor } = createSandboxAccount();
    backdoor.createUser({ userName: 'alice' });
    const made = Array.from({ length: 8 }, () => backdoor.createAccessKey('alice'));
    expect(new Set(made).size).toBe(8);
    for (const id of made) expect(id).toMatch(/^AKIA[A-Z2-7]{9}EXAMPLE$/);
    expect(backdoor.keysOf('alice').map(({ accessKeyId }) => accessKeyId)).toEqual(made);
  });

  it('finds a user also by its id', () => {
    const { backdoor } = createSandboxAccount();
    const { userId } = backdoor.createUser({ userName: 'alice' });
    const accessKeyId = backdoor.createAccessKey(userId);
    expect(backdoor.keysOf(userId)).toMatchObject([{ accessKeyId }]);
  });

  it('renames a user, who keeps id, keys and tags', () => {
    const { backdoor } = createSandboxAccount();
    const { userId } = backdoor.createUser({ userName: 'alice', tags: { team: 'ops' } });
    const accessKeyId = backdoor.createAccessKey('alice');
    backdoor.renameUser('alice', 'alicia');
    expect(backdoor.users()).toMatchObject([{ userId, userName: 'alicia' }]);
    expect(backdoor.keysOf('alicia')).toMatchObject([{ accessKeyId }]);
    expect(backdoor.tagsOf('alicia')).toEqual({ team: 'ops' });
  });

  it('creates a user with the name of a deleted user, and with a new id', () => {
    const { backdoor } = createSandboxAccount();
    const { userId } = backdoor.createUser({ userName: 'alice' });
    backdoor.deleteUser('alice');
    expect(backdoor.createUser({ userName: 'alice' }).userId).not.toBe(userId);
    expect(backdoor.keysOf('alice')).toEqual([]);
  });

  it('tags and untags a user', () => {
    const { backdoor } = createSandboxAccount();
    backdoor.createUser({ userName: 'alice', tags: { team: 'ops' } });
    backdoor.tagUser('alice', { Team: 'dev', other: '' });
    backdoor.untagUser('alice', ['OTHER']);
    expect(backdoor.tagsOf('alice')).toEqual({ Team: 'dev' });
  });

  it('shares no Date with the account', () => {
    const { backdoor } = createSandboxAccount();
    const createdAt = new Date('2025-01-01T00:00:00Z');
    backdoor.createUser({ userName: 'alice' });
    backdoor.createAccessKey('alice', { createdAt });
    createdAt.setTime(0);
    backdoor.keysOf('alice')[0]?.createdAt.setTime(1);
    expect(backdoor.keysOf('alice')).toMatchObject([{ createdAt: new Date('2025-01-01T00:00:00Z') }]);
  });

  it('does not appear in the call log', () => {
    const { backdoor, calls, faults } = createSandboxAccount();
    faults.add(() => ({ kind: 'deny' }));
    backdoor.createUser({ userName: 'alice' });
    expect(calls).toEqual([]);
  });

  it('sees the latest state, whatever the lag of the API', () => {
    const { backdoor } = createSandboxAccount({ consistencyLagMs: 10_000 });
    backdoor.createUser({ userName: 'alice' });
    expect(backdoor.keysOf('alice')).toEqual([]);
  });

  it.each(['alice', 'ALICE'])('refuses to give the name of alice to another user as %s', (userName) => {
    const { backdoor } = createSandboxAccount();
    backdoor.createUser({ userName: 'alice' });
    expect(() => backdoor.createUser({ userName })).toThrow('already');
  });

  it('refuses to give the id of a key to another key', () => {
    const { backdoor } = createSandboxAccount();
    backdoor.createUser({ userName: 'alice' });
    const accessKeyId = backdoor.createAccessKey('alice');
    expect(() => backdoor.createAccessKey('alice', { accessKeyId })).toThrow('already');
  });

  it('throws for a user or a key that does not exist', () => {
    const { backdoor } = createSandboxAccount();
    expect(() => backdoor.keysOf('nobody')).toThrow('no user of the name or the id nobody');
    expect(() => backdoor.setKeyStatus('AKIAIOSFODNN7EXAMPLE', 'Active')).toThrow('no access key');
  });
});

describe('Ids', () => {
  const idsOf = (seed?: number) => {
    const account = createSandboxAccount(seed === undefined ? {} : { random: seededRandom(seed) });
    const { userId } = account.backdoor.createUser({ userName: 'alice' });
    return [userId, account.backdoor.createAccessKey('alice')];
  };

  it('are the same for the same seed', () => {
    expect(idsOf(7)).toEqual(idsOf(7));
  });

  it('are the same in every account without a seed', () => {
    expect(idsOf()).toEqual(idsOf());
  });

  it('are different for another seed', () => {
    expect(idsOf(7)).not.toEqual(idsOf(8));
  });
});
