import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { roleCredentials, sessionNameOf } from '../../../bin/accounts/role-session.ts';

const sts = mockClient(STSClient);
const ROLE = { roleArn: 'arn:aws:iam::123456789012:role/r', externalId: undefined, sessionName: 'auditor' };

let now: number;
let count: number;

/** Each session lasts an hour. */
const sessionOf = (changes: object = {}) => ({
  Credentials: {
    AccessKeyId: `ASIASESSION${count}EXAMPLE`,
    SecretAccessKey: 'none',
    SessionToken: 'token',
    Expiration: new Date(now + 3_600_000),
    ...changes,
  },
});

// Files share their modules: the next one needs the real client.
afterAll(() => sts.restore());

beforeEach(() => {
  [now, count] = [Date.parse('2026-11-21T09:00:00Z'), 0];
  sts.reset();
  sts.on(AssumeRoleCommand).callsFake(async () => {
    count += 1;
    return sessionOf();
  });
});

const provider = (role = ROLE) => roleCredentials(sts as unknown as STSClient, role, () => new Date(now));

describe('the credentials of a role', () => {
  it('are asked for once, by whoever comes, at once or later', async () => {
    const credentials = provider();
    await Promise.all([credentials(), credentials()]);
    now += 54 * 60_000;
    expect((await credentials()).accessKeyId).toBe('ASIASESSION1EXAMPLE');
    expect(sts.calls()).toHaveLength(1);
  });

  it('are renewed five minutes before their end', async () => {
    const credentials = provider();
    await credentials();
    now += 55 * 60_000;
    expect((await credentials()).accessKeyId).toBe('ASIASESSION2EXAMPLE');
  });

  it('are asked for again after a failure, which whoever waited has heard of', async () => {
    sts
      .on(AssumeRoleCommand)
      .rejectsOnce(new Error('slow down'))
      .callsFake(async () => sessionOf());
    const credentials = provider();
    const both = await Promise.allSettled([credentials(), credentials()]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await expect(credentials()).resolves.toMatchObject({ sessionToken: 'token' });
  });

  it('name the role, the session and the external id', async () => {
    await provider({ ...ROLE, externalId: 'ours' } as never)();
    expect(sts.call(0).args[0].input).toEqual({
      RoleArn: ROLE.roleArn,
      RoleSessionName: 'auditor',
      ExternalId: 'ours',
    });
  });

  it.each(['AccessKeyId', 'SecretAccessKey', 'SessionToken', 'Expiration'])(
    'an answer without %s is no answer',
    async (member) => {
      sts.on(AssumeRoleCommand).callsFake(async () => sessionOf({ [member]: undefined }));
      await expect(provider()()).rejects.toThrow(`AssumeRole.Credentials.${member}`);
    },
  );
});

describe('the name of the session is that of the caller', () => {
  it.each([
    ['arn:aws:iam::111122223333:user/security/alice', 'alice'],
    [
      'arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Audit_0123456789abcdef/alice@example.com',
      'alice@example.com',
    ],
    ['arn:aws:sts::111122223333:federated-user/b o b', 'b-o-b'],
    [`arn:aws:sts::111122223333:assumed-role/r/${'s'.repeat(90)}`, 's'.repeat(64)],
    ['arn:aws:iam::111122223333:root', 'one-active-key'],
    ['arn:aws:iam::111122223333:user/x', 'one-active-key'],
  ])('%s', (arn, expected) => {
    expect(sessionNameOf(arn)).toBe(expected);
  });
});
