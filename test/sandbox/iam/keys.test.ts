import {
  CreateAccessKeyCommand,
  DeleteAccessKeyCommand,
  GetAccessKeyLastUsedCommand,
  LimitExceededException,
  NoSuchEntityException,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import { createSandboxAccount } from '../../../sandbox/account.ts';
import { refusalOf } from '../refusal.ts';

const KEY = 'AKIAIOSFODNN7EXAMPLE';

/** An account in which alice has one active key, KEY, and bob has none. */
function anAccount() {
  const account = createSandboxAccount();
  account.backdoor.createUser({ userName: 'alice' });
  account.backdoor.createUser({ userName: 'bob' });
  account.backdoor.createAccessKey('alice', { accessKeyId: KEY });
  return { ...account, ...account.connect({ principal: 'tester', maxAttempts: 1 }) };
}

describe('GetAccessKeyLastUsed', () => {
  it('returns N/A and no date for a key that was never used', async () => {
    const { iam } = anAccount();
    const answer = await iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId: KEY }));
    expect(answer.UserName).toBe('alice');
    expect(answer.AccessKeyLastUsed).toEqual({ ServiceName: 'N/A', Region: 'N/A' });
  });

  it('returns the time, the service and the region of the last use', async () => {
    const { iam, backdoor } = anAccount();
    const at = new Date('2026-01-10T08:00:00Z');
    backdoor.useKey(KEY, { at, service: 's3', region: 'eu-west-1' });
    const { AccessKeyLastUsed } = await iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId: KEY }));
    expect(AccessKeyLastUsed).toEqual({ LastUsedDate: at, ServiceName: 's3', Region: 'eu-west-1' });
  });

  it('denies the last use of a deleted key, as AWS was recorded to do', async () => {
    const { iam, backdoor } = anAccount();
    backdoor.deleteAccessKey(KEY);
    const refusal = await refusalOf(iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId: KEY })));
    expect(refusal).toMatchObject({ name: 'AccessDenied', $metadata: { httpStatusCode: 403 } });
  });
});

describe('GetAccessKeyLastUsed of an account that answers NoSuchEntity for an unknown key', () => {
  it('does not find a deleted key', async () => {
    const account = createSandboxAccount({ unknownKeyError: 'NoSuchEntity' });
    const { iam } = account.connect({ principal: 'somebody' });
    const refusal = await refusalOf(iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId: KEY })));
    expect(refusal).toBeInstanceOf(NoSuchEntityException);
  });
});

describe('UpdateAccessKey', () => {
  it.each(['Inactive', 'Active'] as const)('makes a key %s', async (Status) => {
    const { iam, backdoor } = anAccount();
    backdoor.setKeyStatus(KEY, 'Expired');
    await iam.send(new UpdateAccessKeyCommand({ UserName: 'alice', AccessKeyId: KEY, Status }));
    expect(backdoor.keysOf('alice')).toMatchObject([{ status: Status }]);
  });

  it('refuses the status Expired', async () => {
    const { iam } = anAccount();
    const command = new UpdateAccessKeyCommand({ UserName: 'alice', AccessKeyId: KEY, Status: 'Expired' });
    expect((await refusalOf(iam.send(command))).name).toBe('InvalidInputException');
  });

  it("does not know another user's key", async () => {
    const { iam } = anAccount();
    const command = new UpdateAccessKeyCommand({ UserName: 'bob', AccessKeyId: KEY, Status: 'Inactive' });
    const refusal = await refusalOf(iam.send(command));
    expect(refusal).toBeInstanceOf(NoSuchEntityException);
    expect(refusal.message).toBe(`The Access Key with id ${KEY} cannot be found.`);
  });

  it('needs the name of the user', async () => {
    const { iam } = anAccount();
    const command = new UpdateAccessKeyCommand({ AccessKeyId: KEY, Status: 'Inactive' });
    expect((await refusalOf(iam.send(command))).name).toBe('ValidationError');
  });
});

describe('DeleteAccessKey', () => {
  it('deletes a key', async () => {
    const { iam, backdoor } = anAccount();
    await iam.send(new DeleteAccessKeyCommand({ UserName: 'alice', AccessKeyId: KEY }));
    expect(backdoor.keysOf('alice')).toEqual([]);
  });

  it('refuses a deleted key', async () => {
    const { iam, backdoor } = anAccount();
    backdoor.deleteAccessKey(KEY);
    const command = new DeleteAccessKeyCommand({ UserName: 'alice', AccessKeyId: KEY });
    expect(await refusalOf(iam.send(command))).toBeInstanceOf(NoSuchEntityException);
  });
});

describe('CreateAccessKey', () => {
  it('creates an active key', async () => {
    const { iam, backdoor } = anAccount();
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'bob' }));
    expect(AccessKey).toMatchObject({ UserName: 'bob', Status: 'Active' });
    expect(backdoor.keysOf('bob')).toMatchObject([{ accessKeyId: AccessKey?.AccessKeyId, status: 'Active' }]);
  });

  it('refuses a third key, and counts inactive keys', async () => {
    const { iam, backdoor } = anAccount();
    backdoor.createAccessKey('alice', { status: 'Inactive' });
    const refusal = await refusalOf(iam.send(new CreateAccessKeyCommand({ UserName: 'alice' })));
    expect(refusal).toBeInstanceOf(LimitExceededException);
    expect(refusal.message).toBe('Cannot exceed quota for AccessKeysPerUser: 2');
  });
});
