import { describe, expect, it } from 'vitest';
import { createSandboxAccount } from '../../sandbox/account.ts';
import { seededRandom } from '../../sandbox/seeded-random.ts';

describe('People', () => {
  it('make a user with an id and an ARN', () => {
    const { people } = createSandboxAccount({ accountId: '123456789012', partition: 'aws-cn' });
    expect(people.createUser({ userName: 'alice', path: '/ops/' })).toEqual({
      userId: expect.stringMatching(/^AIDA[A-Z2-7]{10}EXAMPLE$/),
      userName: 'alice',
      arn: 'arn:aws-cn:iam::123456789012:user/ops/alice',
      path: '/ops/',
    });
  });

  it('give a user any number of keys, each with an id of its own', () => {
    const { people } = createSandboxAccount();
    people.createUser({ userName: 'alice' });
    const made = Array.from({ length: 8 }, () => people.createAccessKey('alice'));
    expect(new Set(made).size).toBe(8);
    for (const id of made) expect(id).toMatch(/^AKIA[A-Z2-7]{9}EXAMPLE$/);
    expect(people.keysOf('alice').map(({ accessKeyId }) => accessKeyId)).toEqual(made);
  });

  it('find a user by the id too', () => {
    const { people } = createSandboxAccount();
    const { userId } = people.createUser({ userName: 'alice' });
    const accessKeyId = people.createAccessKey(userId);
    expect(people.keysOf(userId)).toMatchObject([{ accessKeyId }]);
  });

  it('rename a user, who keeps id, keys and tags', () => {
    const { people } = createSandboxAccount();
    const { userId } = people.createUser({ userName: 'alice', tags: { team: 'ops' } });
    const accessKeyId = people.createAccessKey('alice');
    people.renameUser('alice', 'alicia');
    expect(people.users()).toMatchObject([{ userId, userName: 'alicia' }]);
    expect(people.keysOf('alicia')).toMatchObject([{ accessKeyId }]);
    expect(people.tagsOf('alicia')).toEqual({ team: 'ops' });
  });

  it('make a user of a name that was deleted before, with a new id', () => {
    const { people } = createSandboxAccount();
    const { userId } = people.createUser({ userName: 'alice' });
    people.deleteUser('alice');
    expect(people.createUser({ userName: 'alice' }).userId).not.toBe(userId);
    expect(people.keysOf('alice')).toEqual([]);
  });

  it('tag and untag a user', () => {
    const { people } = createSandboxAccount();
    people.createUser({ userName: 'alice', tags: { team: 'ops' } });
    people.tagUser('alice', { Team: 'dev', other: '' });
    people.untagUser('alice', ['OTHER']);
    expect(people.tagsOf('alice')).toEqual({ Team: 'dev' });
  });

  it('share no date with the account', () => {
    const { people } = createSandboxAccount();
    const createdAt = new Date('2025-01-01T00:00:00Z');
    people.createUser({ userName: 'alice' });
    people.createAccessKey('alice', { createdAt });
    createdAt.setTime(0);
    people.keysOf('alice')[0]?.createdAt.setTime(1);
    expect(people.keysOf('alice')).toMatchObject([{ createdAt: new Date('2025-01-01T00:00:00Z') }]);
  });

  it('leave no trace in the call log', () => {
    const { people, calls, faults } = createSandboxAccount();
    faults.add(() => ({ kind: 'deny' }));
    people.createUser({ userName: 'alice' });
    expect(calls).toEqual([]);
  });

  it('see the truth at once, however late the API is', () => {
    const { people } = createSandboxAccount({ consistencyLagMs: 10_000 });
    people.createUser({ userName: 'alice' });
    expect(people.keysOf('alice')).toEqual([]);
  });

  it.each(['alice', 'ALICE'])('cannot give the name of alice to another user as %s', (userName) => {
    const { people } = createSandboxAccount();
    people.createUser({ userName: 'alice' });
    expect(() => people.createUser({ userName })).toThrow('already');
  });

  it('cannot give the id of a key to another', () => {
    const { people } = createSandboxAccount();
    people.createUser({ userName: 'alice' });
    const accessKeyId = people.createAccessKey('alice');
    expect(() => people.createAccessKey('alice', { accessKeyId })).toThrow('already');
  });

  it('are told of a user or a key that is not there', () => {
    const { people } = createSandboxAccount();
    expect(() => people.keysOf('nobody')).toThrow('no user of the name or the id nobody');
    expect(() => people.setKeyStatus('AKIAIOSFODNN7EXAMPLE', 'Active')).toThrow('no access key');
  });
});

describe('Ids', () => {
  const idsOf = (seed?: number) => {
    const account = createSandboxAccount(seed === undefined ? {} : { random: seededRandom(seed) });
    const { userId } = account.people.createUser({ userName: 'alice' });
    return [userId, account.people.createAccessKey('alice')];
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
