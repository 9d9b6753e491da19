import { describe, expect, it } from 'vitest';
import { listTaggedUsers } from '../../../../bin/commands/history/tagged-users.ts';
import { createSandboxAccount } from '../../../../sandbox/account.ts';
import { NOW } from './histories.ts';

function accountWith(users: number) {
  const account = createSandboxAccount({ startAt: NOW });
  for (let n = 0; n < users; n += 1) {
    account.backdoor.createUser({ userName: `user-${n}`, tags: { Owner: `team-${n}` } });
  }
  return { account, iam: account.connect({ principal: 'reviewer' }).iam };
}

describe('listTaggedUsers', () => {
  it.each([
    [0, 1],
    [1, 1],
    [1_000, 1],
    [1_001, 2],
  ])('%d users: %d calls', async (users, calls) => {
    const { account, iam } = accountWith(users);
    const found = await listTaggedUsers(iam);
    expect(found).toHaveLength(users);
    expect(account.calls).toHaveLength(calls);
  });

  it('each user with its name, id, ARN and tags', async () => {
    const { account, iam } = accountWith(1);
    const [{ userId = '', arn = '' } = {}] = account.backdoor.users();
    expect(await listTaggedUsers(iam)).toEqual([
      { userName: 'user-0', userId, arn, tags: new Map([['Owner', 'team-0']]) },
    ]);
  });

  it.each([
    ['no list', {}],
    ['a user without an id', { UserDetailList: [{ UserName: 'alice', Arn: 'arn' }] }],
    ['a page that is not the last, without the next one', { UserDetailList: [], IsTruncated: true }],
  ])('an answer with %s is an error: a part would be taken for all', async (_, output) => {
    const { account, iam } = accountWith(0);
    account.faults.add(() => ({ kind: 'answer', output }));
    await expect(listTaggedUsers(iam)).rejects.toMatchObject({ name: 'MalformedAnswerError' });
  });
});
