import {
  DescribeOrganizationCommand,
  ListAccountsCommand,
  type OrganizationsClient,
  paginateListAccounts,
} from '@aws-sdk/client-organizations';
import { describe, expect, it } from 'vitest';
import { createSandboxAccount } from '../../../sandbox/account.ts';
import type {
  OrganizationMember as Member,
  OrganizationOptions,
} from '../../../sandbox/organization/definition.ts';
import { refusalOf } from '../refusal.ts';
import {
  AUDIT,
  anOrganization,
  KEYS,
  MANAGEMENT,
  MEMBER,
  START,
  threeAccounts,
  WAYS,
} from './an-organization.ts';

/** The ids on each page. */
async function pagesOf(client: OrganizationsClient, pageSize?: number): Promise<string[][]> {
  const pages: string[][] = [];
  for await (const { Accounts = [] } of paginateListAccounts({ client, ...(pageSize && { pageSize }) }, {}))
    pages.push(Accounts.map(({ Id = '' }) => Id));
  return pages;
}

describe.each(Object.entries(WAYS))('Organizations, %s', (_, connect) => {
  const clientOf = async (accountId: keyof typeof KEYS, options: Partial<OrganizationOptions> = {}) =>
    (await connect(anOrganization(options, { state: 'SUSPENDED' })))(KEYS[accountId]).organizations;

  it('ListAccounts has the state of each account, and no longer its status', async () => {
    const client = await clientOf(MANAGEMENT);
    const { Accounts } = await client.send(new ListAccountsCommand({}));
    const account = (Id: string, Name: string) => ({
      Id,
      Arn: `arn:aws:organizations::${MANAGEMENT}:account/o-exampleorgid/${Id}`,
      Email: `${Name}@example.com`,
      Name,
      State: 'ACTIVE',
      JoinedMethod: 'CREATED',
      JoinedTimestamp: START,
    });
    expect(Accounts).toEqual([
      { ...account(MANAGEMENT, 'management'), JoinedMethod: 'INVITED' },
      { ...account(MEMBER, 'production'), State: 'SUSPENDED' },
      account(AUDIT, 'audit'),
    ]);
  });

  const pages: readonly [string, Partial<OrganizationOptions>, number | undefined, string[][]][] = [
    ['one page', {}, undefined, [[MANAGEMENT, MEMBER, AUDIT]]],
    ['pages of the requested size', {}, 2, [[MANAGEMENT, MEMBER], [AUDIT]]],
    ['pages smaller than requested', { pageSize: 1 }, 2, [[MANAGEMENT], [MEMBER], [AUDIT]]],
    ['an empty page first', { emptyFirstPages: true }, undefined, [[], [MANAGEMENT, MEMBER, AUDIT]]],
  ];
  it.each(pages)('ListAccounts gives %s', async (__, options, pageSize, expected) => {
    expect(await pagesOf(await clientOf(MANAGEMENT, options), pageSize)).toEqual(expected);
  });

  it('ListAccounts answers a delegated administrator', async () => {
    expect(await pagesOf(await clientOf(AUDIT))).toEqual([[MANAGEMENT, MEMBER, AUDIT]]);
  });

  it('ListAccounts refuses any other member account', async () => {
    for (const client of [await clientOf(MEMBER), await clientOf(AUDIT, { delegatedAdministrators: [] })])
      expect(await refusalOf(client.send(new ListAccountsCommand({})))).toMatchObject({
        name: 'AccessDeniedException',
        message: "You don't have permissions to access this resource.",
        $metadata: { httpStatusCode: 400 },
      });
  });

  it('ListAccounts refuses a token that is not from an earlier page', async () => {
    const client = await clientOf(MANAGEMENT);
    expect(await refusalOf(client.send(new ListAccountsCommand({ NextToken: 'x' })))).toMatchObject({
      name: 'InvalidInputException',
      Reason: 'INVALID_NEXT_TOKEN',
    });
  });

  it('ListAccounts refuses a page of more than 20', async () => {
    const client = await clientOf(MANAGEMENT);
    const refusal = await refusalOf(client.send(new ListAccountsCommand({ MaxResults: 21 })));
    expect(refusal.name).toBe('InvalidInputException');
  });

  it('ListAccounts is throttled by the name that the SDK repeats', async () => {
    const organization = anOrganization();
    organization.account(MANAGEMENT).faults.add(() => ({ kind: 'throttle' }));
    const { organizations } = (await connect(organization))(KEYS[MANAGEMENT]);
    const refusal = await refusalOf(organizations.send(new ListAccountsCommand({})));
    expect(refusal.name).toBe('TooManyRequestsException');
  });

  it.each([MANAGEMENT, MEMBER, AUDIT] as const)('DescribeOrganization answers %s', async (accountId) => {
    const { Organization } = await (await clientOf(accountId)).send(new DescribeOrganizationCommand({}));
    expect(Organization).toEqual({
      Id: 'o-exampleorgid',
      Arn: `arn:aws:organizations::${MANAGEMENT}:organization/o-exampleorgid`,
      FeatureSet: 'ALL',
      MasterAccountArn: `arn:aws:organizations::${MANAGEMENT}:account/o-exampleorgid/${MANAGEMENT}`,
      MasterAccountId: MANAGEMENT,
      MasterAccountEmail: 'management@example.com',
    });
  });
});

describe('Organizations for an account without an organization', () => {
  it.each([
    ['ListAccounts', () => new ListAccountsCommand({})],
    ['DescribeOrganization', () => new DescribeOrganizationCommand({})],
  ])('%s is refused', async (_, command) => {
    const { organizations } = createSandboxAccount().connect({ principal: 'tester' });
    expect(await refusalOf(organizations.send(command() as ListAccountsCommand))).toMatchObject({
      name: 'AWSOrganizationsNotInUseException',
      message: 'Your account is not a member of an organization.',
      $metadata: { httpStatusCode: 400 },
    });
  });
});

describe('An organization cannot have', () => {
  const [production, management, audit] = threeAccounts() as [Member, Member, Member];
  const withoutAudit = { accounts: [production, management], delegatedAdministrators: [], longTermKeys: [] };
  const otherClock = { ...audit, account: createSandboxAccount({ accountId: AUDIT }) };
  const auditKey = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', accountId: AUDIT, userName: 'auditor' };
  const cases: readonly [string, string, Partial<OrganizationOptions>][] = [
    ['two clocks', 'Expected one clock', { accounts: [production, management, otherClock] }],
    ['an account twice', `received ${MEMBER} twice`, { accounts: [production, management, production] }],
    ['another management account', `received ${AUDIT}`, { ...withoutAudit, managementAccountId: AUDIT }],
    ['another administrator', `received ${AUDIT}`, { ...withoutAudit, delegatedAdministrators: [AUDIT] }],
    ['another account’s key', `received ${AUDIT}`, { ...withoutAudit, longTermKeys: [auditKey] }],
  ];
  it.each(cases)('%s', (_, message, options) => {
    expect(() => anOrganization(options)).toThrow(message);
  });

  it('an account that nobody defined', () => {
    expect(() => anOrganization(withoutAudit).account(AUDIT)).toThrow(`received ${AUDIT}`);
  });
});
