import { DescribeConfigRulesCommand } from '@aws-sdk/client-config-service';
import { CreateAccessKeyCommand, ListUsersCommand } from '@aws-sdk/client-iam';
import { ListAccountsCommand } from '@aws-sdk/client-organizations';
import { CreateScheduleCommand } from '@aws-sdk/client-scheduler';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { describe, expect, it, onTestFinished } from 'vitest';
import { serveOrganization } from '../../../sandbox/wire/server.ts';
import { refusalOf } from '../refusal.ts';
import { anOrganization, assume, KEYS, MANAGEMENT, MEMBER, WAYS } from './an-organization.ts';

type Clients = ReturnType<Awaited<ReturnType<(typeof WAYS)['over HTTP']>>>;

/** How a service refuses credentials: its status, and its names of errors. */
interface Refusals {
  readonly httpStatusCode: number;
  readonly invalid: string;
  readonly expired: string;
}

const QUERY: Refusals = { httpStatusCode: 403, invalid: 'InvalidClientTokenId', expired: 'ExpiredToken' };
const JSON_1: Refusals = {
  httpStatusCode: 400,
  invalid: 'UnrecognizedClientException',
  expired: 'ExpiredTokenException',
};

const SCHEDULE = new CreateScheduleCommand({
  Name: 'once',
  ScheduleExpression: 'at(2026-11-21T06:00:00)',
  FlexibleTimeWindow: { Mode: 'OFF' },
  Target: {
    Arn: 'arn:aws:lambda:us-east-1:123456789012:function:f',
    RoleArn: 'arn:aws:iam::123456789012:role/r',
  },
});

/** A call of each service. */
const SERVICES: readonly [string, (clients: Clients) => Promise<unknown>, Refusals][] = [
  ['iam', ({ iam }) => iam.send(new ListUsersCommand({})), QUERY],
  ['sts', ({ sts }) => sts.send(new GetCallerIdentityCommand({})), QUERY],
  ['config', ({ config }) => config.send(new DescribeConfigRulesCommand({})), JSON_1],
  ['organizations', ({ organizations }) => organizations.send(new ListAccountsCommand({})), JSON_1],
  ['scheduler', ({ scheduler }) => scheduler.send(SCHEDULE), { ...JSON_1, httpStatusCode: 403 }],
];

describe.each(Object.entries(WAYS))('Credentials, %s', (_, connect) => {
  it.each(SERVICES)(
    'of a session that is over are refused by %s',
    async (_, call, { httpStatusCode, expired: name }) => {
      const organization = anOrganization();
      const clientsOf = await connect(organization);
      const { credentials } = await assume(clientsOf(KEYS[MANAGEMENT]).sts, { DurationSeconds: 900 });
      const clients = clientsOf(credentials);
      organization.clock.advance(900_000 - 1);
      await clients.iam.send(new ListUsersCommand({}));
      organization.clock.advance(1);
      expect(await refusalOf(call(clients))).toMatchObject({
        name,
        message: 'The security token included in the request is expired',
        $metadata: { httpStatusCode },
      });
      expect(organization.account(MEMBER).calls.map(({ operation }) => operation)).toEqual(['ListUsers']);
    },
  );

  it('of two sessions are different, and each is for its own role', async () => {
    const organization = anOrganization();
    const clientsOf = await connect(organization);
    const { sts } = clientsOf(KEYS[MANAGEMENT]);
    const sessions = [
      await assume(sts, { RoleSessionName: 'one' }),
      await assume(sts, { RoleSessionName: 'two' }),
    ];
    const names = sessions.map(async ({ credentials }) => {
      const { Arn } = await clientsOf(credentials).sts.send(new GetCallerIdentityCommand({}));
      return Arn?.split('/').at(-1);
    });
    expect(await Promise.all(names)).toEqual(['one', 'two']);
  });

  it('name the session and the user in the trail', async () => {
    const organization = anOrganization();
    const { backdoor, trail } = organization.account(MEMBER);
    backdoor.createUser({ userName: 'alice' });
    const clientsOf = await connect(organization);
    const { credentials } = await assume(clientsOf(KEYS[MANAGEMENT]).sts);
    for (const each of [credentials, KEYS[MEMBER]])
      await clientsOf(each).iam.send(new CreateAccessKeyCommand({ UserName: 'alice' }));
    expect(trail.events.map(({ detail: { userIdentity } }) => userIdentity)).toMatchObject([
      {
        type: 'AssumedRole',
        arn: `arn:aws:sts::${MEMBER}:assumed-role/reader/nightly`,
        principalId: expect.stringMatching(/^AROA.*EXAMPLE:nightly$/),
        sessionContext: { sessionIssuer: { arn: `arn:aws:iam::${MEMBER}:role/reader`, userName: 'reader' } },
      },
      { type: 'IAMUser', arn: `arn:aws:iam::${MEMBER}:user/auditor`, userName: 'auditor' },
    ]);
  });
});

describe('A request over HTTP', () => {
  it.each(SERVICES)('with a key that nobody has is refused by %s', async (_, call, refusals) => {
    const { httpStatusCode, invalid: name } = refusals;
    const clients = (await WAYS['over HTTP'](anOrganization()))({ accessKeyId: 'AKIAIOSFODNN7EXAMPLE' });
    expect(await refusalOf(call(clients))).toMatchObject({
      name,
      message: 'The security token included in the request is invalid.',
      $metadata: { httpStatusCode },
    });
  });

  it('without a signature is refused', async () => {
    const { endpoint, close } = await serveOrganization(anOrganization());
    onTestFinished(close);
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const body = 'Action=GetCallerIdentity&Version=2011-06-15';
    const answer = await fetch(endpoint, { method: 'POST', headers, body });
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain('<Code>InvalidClientTokenId</Code>');
  });
});

describe('Credentials', () => {
  const stranger: readonly [string, (given: { accessKeyId: string; sessionToken: string }) => object][] = [
    ['another token', ({ accessKeyId }) => ({ accessKeyId, sessionToken: 'other' })],
    ['no token', ({ accessKeyId }) => ({ accessKeyId })],
    ['another key', ({ sessionToken }) => ({ accessKeyId: 'ASIAIOSFODNN7EXAMPLE', sessionToken })],
    ['a long-term key with a token', ({ sessionToken }) => ({ ...KEYS[MEMBER], sessionToken })],
  ];
  it.each(stranger)('of a session with %s are nobody’s', async (_, change) => {
    const organization = anOrganization();
    const { credentials } = await assume(organization.connect(KEYS[MANAGEMENT]).sts);
    const changed = change(credentials) as typeof credentials;
    expect(() => organization.callerOf(changed, 'iam')).toThrow(
      'The security token included in the request is invalid.',
    );
    expect(() => organization.connect(changed)).toThrow(
      /^Expected credentials of the organization; received A/,
    );
    expect(organization.callerOf(credentials, 'iam').account.accountId).toBe(MEMBER);
  });

  it('pass the gate of the connection first', async () => {
    const seen: string[] = [];
    const gate = async ({ operation }: { readonly operation: string }) => void seen.push(operation);
    const { sts } = anOrganization().connect(KEYS[MANAGEMENT], { gate });
    await sts.send(new GetCallerIdentityCommand({}));
    expect(seen).toEqual(['GetCallerIdentity']);
  });
});
