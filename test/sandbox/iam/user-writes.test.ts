import {
  CreateUserCommand,
  DeleteConflictException,
  DeleteUserCommand,
  DeleteUserPolicyCommand,
  EntityAlreadyExistsException,
  NoSuchEntityException,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import { createSandboxAccount } from '../../../sandbox/account.ts';

const UserName = 'alice';
const policy = { UserName, PolicyName: 'p' };
const put = new PutUserPolicyCommand({ ...policy, PolicyDocument: '{"Statement":[]}' });

function connected() {
  const account = createSandboxAccount();
  return { ...account, ...account.connect({ principal: 'tester', maxAttempts: 1 }) };
}

describe('CreateUser', () => {
  it('creates a user with its tags and no keys', async () => {
    const { iam, backdoor } = connected();
    const { User } = await iam.send(new CreateUserCommand({ UserName, Tags: [{ Key: 'a', Value: 'b' }] }));
    expect(User).toMatchObject({ UserName, Path: '/', Tags: [{ Key: 'a', Value: 'b' }] });
    expect(backdoor.users().map(({ userId }) => userId)).toEqual([User?.UserId]);
    expect(backdoor.keysOf(UserName)).toEqual([]);
  });

  it('refuses a name that differs from one of a user only in case', async () => {
    const { iam, backdoor } = connected();
    backdoor.createUser({ userName: 'Alice' });
    await expect(iam.send(new CreateUserCommand({ UserName }))).rejects.toThrow(EntityAlreadyExistsException);
  });

  it('refuses to ignore a member', async () => {
    const { iam } = connected();
    const PermissionsBoundary = 'arn:aws:iam::111122223333:policy/b';
    await expect(iam.send(new CreateUserCommand({ UserName, PermissionsBoundary }))).rejects.toThrow(
      'received PermissionsBoundary',
    );
  });
});

describe('DeleteUser', () => {
  it('deletes a user without keys and policies', async () => {
    const { iam, backdoor } = connected();
    backdoor.createUser({ userName: UserName });
    await iam.send(new DeleteUserCommand({ UserName }));
    expect(backdoor.users()).toEqual([]);
  });

  it('refuses a user with a key or a policy', async () => {
    const { iam, backdoor } = connected();
    backdoor.createUser({ userName: UserName });
    await iam.send(put);
    await expect(iam.send(new DeleteUserCommand({ UserName }))).rejects.toThrow(DeleteConflictException);
    await iam.send(new DeleteUserPolicyCommand(policy));
    const key = backdoor.createAccessKey(UserName);
    await expect(iam.send(new DeleteUserCommand({ UserName }))).rejects.toThrow(DeleteConflictException);
    backdoor.deleteAccessKey(key);
    await iam.send(new DeleteUserCommand({ UserName }));
  });
});

it('DeleteUserPolicy refuses a policy that the user does not have', async () => {
  const { iam, backdoor } = connected();
  backdoor.createUser({ userName: UserName });
  await expect(iam.send(new DeleteUserPolicyCommand(policy))).rejects.toThrow(NoSuchEntityException);
});
