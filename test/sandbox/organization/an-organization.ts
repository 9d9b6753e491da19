import { ConfigServiceClient } from '@aws-sdk/client-config-service';
import { IAMClient } from '@aws-sdk/client-iam';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import {
  AssumeRoleCommand,
  type AssumeRoleCommandInput,
  STSClient,
  type STSClient as Sts,
} from '@aws-sdk/client-sts';
import { onTestFinished } from 'vitest';
import { createSandboxAccount } from '../../../sandbox/account.ts';
import type { SandboxClients } from '../../../sandbox/clients.ts';
import { createVirtualClock } from '../../../sandbox/clock.ts';
import type {
  OrganizationMember,
  OrganizationOptions,
  SandboxRole,
} from '../../../sandbox/organization/definition.ts';
import {
  createSandboxOrganization,
  type SandboxOrganization,
} from '../../../sandbox/organization/organization.ts';
import { serveOrganization } from '../../../sandbox/wire/server.ts';

export const MANAGEMENT = '111122223333';
export const MEMBER = '123456789012';
export const AUDIT = '444455556666';

/** The access key of the user `auditor` of an account. */
export const KEYS = {
  [MANAGEMENT]: { accessKeyId: 'AKIAMANAGEMENEXAMPLE' },
  [MEMBER]: { accessKeyId: 'AKIAMEMBERAAAEXAMPLE' },
  [AUDIT]: { accessKeyId: 'AKIAAUDITAAAAEXAMPLE' },
};

export const START = new Date('2026-11-20T06:00:00.000Z');

/** A role that the management account can assume. */
export const aRole = (change: Partial<SandboxRole> = {}): SandboxRole => ({
  name: 'reader',
  trusts: [MANAGEMENT],
  ...change,
});

/** The three accounts, of which the second one has the role. */
export function threeAccounts(member: Partial<OrganizationMember> = {}): readonly OrganizationMember[] {
  const clock = createVirtualClock(START);
  const account = (accountId: string, name: string): OrganizationMember => ({
    account: createSandboxAccount({ accountId, clock }),
    name,
    email: `${name}@example.com`,
    state: 'ACTIVE',
    roles: [],
  });
  return [
    { ...account(MEMBER, 'production'), roles: [aRole()], ...member },
    account(MANAGEMENT, 'management'),
    account(AUDIT, 'audit'),
  ];
}

/** An organization of three accounts, one of which is an administrator by delegation. */
export function anOrganization(
  change: Partial<OrganizationOptions> = {},
  member: Partial<OrganizationMember> = {},
): SandboxOrganization {
  return createSandboxOrganization({
    managementAccountId: MANAGEMENT,
    delegatedAdministrators: [AUDIT],
    longTermKeys: Object.entries(KEYS).map(([accountId, key]) => ({
      ...key,
      accountId,
      userName: 'auditor',
    })),
    accounts: threeAccounts(member),
    ...change,
  });
}

/** The credentials of a caller, as an answer of STS or a file of the SDK has them. */
export interface CallerCredentials {
  readonly accessKeyId: string;
  readonly sessionToken?: string;
}

type Clients = Pick<SandboxClients, 'config' | 'iam' | 'organizations' | 'scheduler' | 'sts'>;

/** The two ways to an organization: with each, credentials give clients that make one attempt. */
export const WAYS = {
  'without HTTP': async (organization: SandboxOrganization) => (credentials: CallerCredentials) =>
    organization.connect(credentials, { maxAttempts: 1 }) as Clients,
  'over HTTP': async (organization: SandboxOrganization) => {
    const { endpoint, close } = await serveOrganization(organization);
    onTestFinished(close);
    return (credentials: CallerCredentials) => realClients(endpoint, credentials);
  },
};

/** Ordinary clients of the SDK, which sign their requests. */
function realClients(endpoint: string, credentials: CallerCredentials): Clients {
  const secretAccessKey = 'secret';
  const settings = {
    endpoint,
    region: 'us-east-1',
    credentials: { ...credentials, secretAccessKey },
    maxAttempts: 1,
  };
  const clients = {
    config: new ConfigServiceClient(settings),
    iam: new IAMClient(settings),
    organizations: new OrganizationsClient(settings),
    scheduler: new SchedulerClient(settings),
    sts: new STSClient(settings),
  };
  onTestFinished(() => {
    for (const client of Object.values(clients)) client.destroy();
  });
  return clients;
}

export const roleArn = (path = '/reader', accountId = MEMBER): string =>
  `arn:aws:iam::${accountId}:role${path}`;

/** Assumes a role, by default the one of the member account. */
export async function assume(sts: Sts, change: Partial<AssumeRoleCommandInput> = {}) {
  const request = { RoleArn: roleArn(), RoleSessionName: 'nightly', ...change };
  const { $metadata, Credentials, ...rest } = await sts.send(new AssumeRoleCommand(request));
  if (!Credentials) throw new Error('Expected credentials; received none');
  const { AccessKeyId: accessKeyId = '', SessionToken: sessionToken = '' } = Credentials;
  return { Credentials, ...rest, credentials: { accessKeyId, sessionToken } };
}
