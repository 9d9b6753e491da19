import { describe, expect, it } from 'vitest';
import { createSandboxAccount } from '../../sandbox/account.ts';
import { seededRandom } from '../../sandbox/seeded-random.ts';

describe('People', () => {
  it('make a user with an id and an ARN', () => {
    const { backdoor } = createSandboxAccount({ accountId: '123456789012', partition: 'aws-cn' });
    expect(backdoor.createUser({ userName: 'alice', path: '/ops/' })).toEqual({
      userId: expect.stringMatching(/^AIDA[A-Z2-7]{10}EXAMPLE$/),
      userName: 'alice',
      arn: 'arn:aws-cn:iam::123456789012:user/ops/alice',
      path: '/ops/',
    });
  });

  it('give a user any number of keys, each with an id of its own', () => {
    const { backdoor } = createSandboxAccount();
    backdoor.createUser({ userName: 'alice' });
    const made = Array.from({ length: 8 }, () => backdoor.createAccessKey('alice'));
    expect(new Set(made).size).toBe(8);
    for (const id of made) expect(id).toMatch(/^AKIA[A-Z2-7]{9}EXAMPLE$/);
    expect(backdoor.keysOf('alice').map(({ accessKeyId }) => accessKeyId)).toEqual(made);
  });

  it('find a user by the id too', () => {
    const { backdoor } = createSandboxAccount();
    const { userId } = backdoor.createUser({ userName: 'alice' });
    const accessKeyId = backdoor.createAccessKey(userId);
    expect(backdoor.keysOf(userId)).toMatchObject([{ accessKeyId }]);
  });

  it('rename a user, who keeps id, keys and tags', () => {
    const { backdoor } = createSandboxAccount();
    const { userId } = backdoor.createUser({ userName: 'alice', tags: { team: 'ops' } });
    const accessKeyId = backdoor.createAccessKey('alice');
    backdoor.renameUser('alice', 'alicia');
    expect(backdoor.users()).toMatchObject([{ userId, userName: 'alicia' }]);
    expect(backdoor.keysOf('alicia')).toMatchObject([{ accessKeyId }]);
    expect(backdoor.tagsOf('alicia')).toEqual({ team: 'ops' });
  });

  it('make a user of a name that was deleted before, with a new id', () => {
    const { backdoor } = createSandboxAccount();
    const { userId } = backdoor.createUser({ userName: 'alice' });
    backdoor.deleteUser('alice');
    expect(backdoor.createUser({ userName: 'alice' }).userId).not.toBe(userId);
    expect(backdoor.keysOf('alice')).toEqual([]);
  });

  it('tag and untag a user', () => {
    const { backdoor } = createSandboxAccount();
    backdoor.createUser({ userName: 'alice', tags: { team: 'ops' } });
    backdoor.tagUser('alice', { Team: 'dev', other: '' });
    backdoor.untagUser('alice', ['OTHER']);
    expect(backdoor.tagsOf('alice')).toEqual({ Team: 'dev' });
  });

  it('share no date with the account', () => {
    const { backdoor } = createSandboxAccount();
    const createdAt = new Date('2025-01-01T00:00:00Z');
    backdoor.createUser({ userName: 'alice' });
    backdoor.createAccessKey('alice', { createdAt });
    createdAt.setTime(0);
    backdoor.keysOf('alice')[0]?.createdAt.setTime(1);
    expect(backdoor.keysOf('alice')).toMatchObject([{ createdAt: new Date('2025-01-01T00:00:00Z') }]);
  });

  it('leave no trace in the call log', () => {
    const { backdoor, calls, faults } = createSandboxAccount();
    faults.add(() => ({ kind: 'deny' }));
    backdoor.createUser({ userName: 'alice' });
    expect(calls).toEqual([]);
  });

  it('see the latest at once, however late the API is', () => {
    const { backdoor } = createSandboxAccount({ consistencyLagMs: 10_000 });
    backdoor.createUser({ userName: 'alice' });
    expect(backdoor.keysOf('alice')).toEqual([]);
  });

  it.each(['alice', 'ALICE'])('cannot give the name of alice to another user as %s', (userName) => {
    const { backdoor } = createSandboxAccount();
    backdoor.createUser({ userName: 'alice' });
    expect(() => backdoor.createUser({ userName })).toThrow('already');
  });

  it('cannot give the id of a key to another', () => {
    const { backdoor } = createSandboxAccount();
    backdoor.createUser({ userName: 'alice' });
    const accessKeyId = backdoor.createAccessKey('alice');
    expect(() => backdoor.createAccessKey('alice', { accessKeyId })).toThrow('already');
  });

  it('are told of a user or a key that is not there', () => {
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

  it('are others for another seed', () => {
    expect(idsOf(7)).not.toEqual(idsOf(8));
  });
});
