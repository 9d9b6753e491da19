import { ListUsersCommand } from '@aws-sdk/client-iam';
import type { AssumeRoleCommandInput } from '@aws-sdk/client-sts';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { createSandboxAccount } from '../../../sandbox/account.ts';
import type { OrganizationMember, SandboxRole } from '../../../sandbox/organization/definition.ts';
import { refusalOf } from '../refusal.ts';
import {
  AUDIT,
  anOrganization,
  aRole,
  assume,
  KEYS,
  MANAGEMENT,
  MEMBER,
  roleArn,
  threeAccounts,
  WAYS,
} from './an-organization.ts';

const AUDITOR = `arn:aws:iam::${MANAGEMENT}:user/auditor`;

describe.each(Object.entries(WAYS))('AssumeRole, %s', (_, connect) => {
  it('gives credentials for an hour, which are for the role in the other account', async () => {
    const organization = anOrganization();
    organization.account(MEMBER).backdoor.createUser({ userName: 'alice' });
    const clientsOf = await connect(organization);
    const { Credentials, AssumedRoleUser, credentials } = await assume(clientsOf(KEYS[MANAGEMENT]).sts);
    expect(Credentials).toEqual({
      AccessKeyId: expect.stringMatching(/^ASIA[A-Z2-7]{9}EXAMPLE$/),
      SecretAccessKey: expect.stringMatching(/^[a-z0-9]{40}$/),
      SessionToken: expect.stringMatching(/^[a-z0-9]{64}$/),
      Expiration: new Date('2026-11-20T07:00:00.000Z'),
    });
    expect(AssumedRoleUser).toEqual({
      AssumedRoleId: expect.stringMatching(/^AROA[A-Z2-7]{10}EXAMPLE:nightly$/),
      Arn: `arn:aws:sts::${MEMBER}:assumed-role/reader/nightly`,
    });
    const { iam, sts } = clientsOf(credentials);
    const { Users = [] } = await iam.send(new ListUsersCommand({}));
    expect(Users.map(({ Arn }) => Arn)).toEqual([`arn:aws:iam::${MEMBER}:user/alice`]);
    expect(await sts.send(new GetCallerIdentityCommand({}))).toMatchObject({
      Account: MEMBER,
      Arn: `arn:aws:sts::${MEMBER}:assumed-role/reader/nightly`,
      UserId: AssumedRoleUser?.AssumedRoleId,
    });
    expect(organization.account(MEMBER).calls.map(({ principal }) => principal)).toEqual([
      'assumed-role/reader/nightly',
      'assumed-role/reader/nightly',
    ]);
  });

  it('knows the holder of a long-term key as a user of its account', async () => {
    const { sts } = (await connect(anOrganization()))(KEYS[MANAGEMENT]);
    expect(await sts.send(new GetCallerIdentityCommand({}))).toMatchObject({
      Account: MANAGEMENT,
      Arn: AUDITOR,
      UserId: expect.stringMatching(/^AIDA[A-Z2-7]{10}EXAMPLE$/),
    });
  });

  const denied: readonly [
    string,
    Partial<SandboxRole>,
    Partial<AssumeRoleCommandInput>?,
    Partial<OrganizationMember>?,
  ][] = [
    ['does not exist', {}, { RoleArn: roleArn('/other') }],
    ['exists in another account only', {}, { RoleArn: roleArn('/reader', AUDIT) }],
    ['has another path', { path: '/audit/' }],
    ['has a path, but not the one of the request', {}, { RoleArn: roleArn('/audit/reader') }],
    ['trusts another account only', { trusts: [AUDIT] }],
    ['requires an external id, and the request has none', { externalId: 'right' }],
    ['requires another external id', { externalId: 'right' }, { ExternalId: 'Right' }],
    ['is denied by another policy', { isDenied: true }],
    ['is in a suspended account', {}, {}, { state: 'SUSPENDED' }],
    ['is in an account that is about to be closed', {}, {}, { state: 'PENDING_CLOSURE' }],
    ['is in a closed account', {}, {}, { state: 'CLOSED' }],
    ['is in an account that was never activated', {}, {}, { state: 'PENDING_ACTIVATION' }],
  ];
  it.each(denied)(
    'refuses a role that %s, with AWS’s message',
    async (__, role, request = {}, member = {}) => {
      const organization = anOrganization({}, { roles: [aRole(role)], ...member });
      const { sts } = (await connect(organization))(KEYS[MANAGEMENT]);
      expect(await refusalOf(assume(sts, request))).toMatchObject({
        name: 'AccessDenied',
        message: `User: ${AUDITOR} is not authorized to perform: sts:AssumeRole on resource: ${request.RoleArn ?? roleArn()}`,
        $metadata: { httpStatusCode: 403 },
      });
    },
  );

  it('refuses a role of an account outside the organization', async () => {
    const accounts = threeAccounts().filter(({ account }) => account.accountId !== MEMBER);
    const longTermKeys = [{ ...KEYS[MANAGEMENT], accountId: MANAGEMENT, userName: 'auditor' }];
    const { sts } = (await connect(anOrganization({ accounts, longTermKeys })))(KEYS[MANAGEMENT]);
    expect((await refusalOf(assume(sts))).name).toBe('AccessDenied');
  });

  const allowed: readonly [string, Partial<SandboxRole>, Partial<AssumeRoleCommandInput>][] = [
    ['the path of the role', { path: '/audit/eu/' }, { RoleArn: roleArn('/audit/eu/reader') }],
    ['the external id of the role', { externalId: 'right' }, { ExternalId: 'right' }],
    ['an external id that the role does not ask for', {}, { ExternalId: 'any' }],
    ['the longest session of the role', { maxSessionSeconds: 7200 }, { DurationSeconds: 7200 }],
  ];
  it.each(allowed)('allows a request with %s', async (__, role, request) => {
    const organization = anOrganization({}, { roles: [aRole(role)] });
    const { sts } = (await connect(organization))(KEYS[MANAGEMENT]);
    const { AssumedRoleUser, Credentials } = await assume(sts, request);
    expect(AssumedRoleUser?.Arn).toBe(`arn:aws:sts::${MEMBER}:assumed-role/reader/nightly`);
    const seconds = (Credentials.Expiration?.getTime() ?? 0) - organization.clock.now().getTime();
    expect(seconds / 1000).toBe(request.DurationSeconds ?? 3600);
  });

  const invalid: readonly [string, string, Partial<AssumeRoleCommandInput>, Partial<SandboxRole>?][] = [
    ['the ARN of a user', `${AUDITOR} is invalid`, { RoleArn: AUDITOR }],
    ['a text that is no ARN', 'nothing-valid-in-here is invalid', { RoleArn: 'nothing-valid-in-here' }],
    ['a role without a name', `${roleArn('/')} is invalid`, { RoleArn: roleArn('/') }],
    [
      'an account id of 11 digits',
      `${roleArn('/r', '11112222333')} is invalid`,
      { RoleArn: roleArn('/r', '11112222333') },
    ],
    [
      'a session name with a slash',
      "1 validation error detected: Value 'a/b' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*",
      { RoleSessionName: 'a/b' },
    ],
    [
      'a session of 14 minutes',
      "1 validation error detected: Value '840' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900",
      { DurationSeconds: 840 },
    ],
    [
      'a session longer than the role allows',
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
      { DurationSeconds: 3601 },
    ],
  ];
  it.each(invalid)('refuses %s', async (__, message, request) => {
    const { sts } = (await connect(anOrganization()))(KEYS[MANAGEMENT]);
    expect(await refusalOf(assume(sts, request))).toMatchObject({
      name: 'ValidationError',
      message,
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('goes from role to role, for an hour at most', async () => {
    const organization = anOrganization(
      {},
      { roles: [aRole(), aRole({ name: 'next', trusts: [MEMBER], maxSessionSeconds: 7200 })] },
    );
    const clientsOf = await connect(organization);
    const first = await assume(clientsOf(KEYS[MANAGEMENT]).sts);
    const { sts } = clientsOf(first.credentials);
    const next = { RoleArn: roleArn('/next') };
    expect((await assume(sts, next)).AssumedRoleUser?.Arn).toMatch(/assumed-role\/next\/nightly$/);
    expect((await refusalOf(assume(sts, { ...next, DurationSeconds: 3601 }))).message).toBe(
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    );
    const refusal = await refusalOf(assume(sts));
    expect(refusal.message).toContain(`User: arn:aws:sts::${MEMBER}:assumed-role/reader/nightly is not`);
  });

  it('is denied by a fault like any other operation, for this role', async () => {
    const organization = anOrganization();
    organization.account(MANAGEMENT).faults.add(() => ({ kind: 'deny' }));
    const { sts } = (await connect(organization))(KEYS[MANAGEMENT]);
    expect(await refusalOf(assume(sts))).toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining(
        `User: ${AUDITOR} is not authorized to perform: sts:AssumeRole on resource: ${roleArn()}`,
      ),
      $metadata: { httpStatusCode: 403 },
    });
  });
});

describe('AssumeRole in an account without an organization', () => {
  const { sts } = createSandboxAccount().connect({ principal: 'tester' });

  it('refuses every role', async () => {
    expect((await refusalOf(assume(sts))).message).toBe(
      `User: arn:aws:sts::${MANAGEMENT}:assumed-role/tester/tester is not authorized to perform: sts:AssumeRole on resource: ${roleArn()}`,
    );
  });

  it('refuses a text that is no ARN', async () => {
    expect((await refusalOf(assume(sts, { RoleArn: 'x'.repeat(20) }))).name).toBe('ValidationError');
  });
});

it('AssumeRole with a session policy is refused, since the sandbox does not know its effect', async () => {
  const { sts } = anOrganization().connect(KEYS[MANAGEMENT]);
  expect((await refusalOf(assume(sts, { Policy: '{}' }))).message).toContain('received Policy');
});
