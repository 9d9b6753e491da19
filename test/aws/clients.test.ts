import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { REQUEST_TIMEOUTS } from '../../aws/timeouts.ts';
import type { SandboxAccount } from '../../sandbox/account.ts';
import { addUser } from '../support/rule.ts';
import { served } from '../support/served-account.ts';

interface CreatedClient {
  readonly client: string;
  readonly settings: Readonly<Record<string, unknown>>;
}

const { created, recordCreation } = vi.hoisted(() => {
  const created: CreatedClient[] = [];
  /** The module of an SDK client, with a class that records the settings of each new client. */
  const recordCreation = (module: object, client: string) => {
    const Original = (module as Record<string, new (settings: object) => object>)[client];
    if (!Original) throw new Error(`Expected the class ${client}`);
    return {
      ...module,
      [client]: class extends Original {
        constructor(settings: Record<string, unknown>) {
          super(settings);
          created.push({ client, settings });
        }
      },
    };
  };
  return { created, recordCreation };
});

vi.mock('@aws-sdk/client-iam', async (load) => recordCreation(await load(), 'IAMClient'));
vi.mock('@aws-sdk/client-config-service', async (load) =>
  recordCreation(await load(), 'ConfigServiceClient'),
);
vi.mock('@aws-sdk/client-ssm', async (load) => recordCreation(await load(), 'SSMClient'));
vi.mock('@aws-sdk/client-dynamodb', async (load) => recordCreation(await load(), 'DynamoDBClient'));
vi.mock('@aws-sdk/client-sns', async (load) => recordCreation(await load(), 'SNSClient'));
vi.mock('@aws-sdk/client-scheduler', async (load) => recordCreation(await load(), 'SchedulerClient'));

beforeEach(() => {
  vi.resetModules();
  vi.stubEnv('AWS_REGION', 'us-east-1');
  vi.stubEnv('RULE_FUNCTION_ARN', 'arn:aws:lambda:us-east-1:111122223333:function:one-active-key-rule');
  vi.stubEnv('AUTOMATION_ROLE_ARN', 'arn:aws:iam::111122223333:role/one-active-key-automation');
  vi.stubEnv('SCHEDULER_ROLE_ARN', 'arn:aws:iam::111122223333:role/one-active-key-scheduler');
  vi.stubEnv('OWNER_TAG', 'Owner');
  vi.stubEnv('ROLE_PATH', '/');
  vi.stubEnv('MESSAGE_DELIVERY', 'Daily');
  vi.stubEnv('TELLS_OWNERS', 'true');
  vi.stubEnv('LEDGER_TABLE', 'OneActiveKey-LedgerTable-1A2B3C4D5E6F');
  created.length = 0;
});
afterEach(() => vi.unstubAllEnvs());

/** All code that creates clients of AWS, and the clients that it creates. */
const CREATORS: Readonly<
  Record<string, { readonly create: () => Promise<unknown>; readonly clients: string[] }>
> = {
  'the rule function': {
    create: () => import('../../rule/index.ts'),
    clients: ['IAMClient', 'ConfigServiceClient', 'DynamoDBClient'],
  },
  'the remediation function': {
    create: () => import('../../remediation/index.ts'),
    clients: [
      'IAMClient',
      'IAMClient',
      'DynamoDBClient',
      'SSMClient',
      'ConfigServiceClient',
      'ConfigServiceClient',
    ],
  },
  'the re-evaluation function': {
    create: () => import('../../reevaluation/index.ts'),
    clients: ['ConfigServiceClient', 'ConfigServiceClient', 'SchedulerClient', 'DynamoDBClient'],
  },
  'the notification function': {
    create: () => import('../../notification/index.ts'),
    clients: ['IAMClient', 'SNSClient', 'DynamoDBClient'],
  },
  'the command line': {
    create: async () => {
      const { openAccount } = await import('../../bin/account/open-account.ts');
      const account = await openAccount({}, { now: () => new Date(0), wait: async () => {} });
      return [account.config(), account.ssm()];
    },
    clients: ['IAMClient', 'ConfigServiceClient', 'SSMClient'],
  },
};

describe.each(Object.entries(CREATORS))('the clients of %s', (_title, { create, clients }) => {
  it('are as expected, and each of them has the timeouts', async () => {
    await create();
    expect(created.map(({ client }) => client)).toEqual(clients);
    for (const { client, settings } of created)
      expect(settings, client).toMatchObject({ requestHandler: REQUEST_TIMEOUTS });
  });
});

it('the rule function of a stack without a ledger has no client for it', async () => {
  vi.stubEnv('LEDGER_TABLE', undefined);
  await CREATORS['the rule function']?.create();
  expect(created.map(({ client }) => client)).toEqual(['IAMClient', 'ConfigServiceClient']);
});

it.each([
  ['MESSAGE_DELIVERY', undefined, 'MESSAGE_DELIVERY: expected Each or Daily; received nothing'],
  ['MESSAGE_DELIVERY', 'Weekly', 'MESSAGE_DELIVERY: expected Each or Daily; received "Weekly"'],
  ['OWNER_TAG', undefined, 'OWNER_TAG: expected the key of the tag'],
  ['ROLE_PATH', undefined, 'ROLE_PATH: expected the path of the roles'],
])('the notification function with %s=%s does not start', async (name, value, message) => {
  vi.stubEnv(name, value);
  await expect(CREATORS['the notification function']?.create()).rejects.toThrow(message);
});

it('the re-evaluation function makes one attempt to create a schedule, and to start an evaluation', async () => {
  await CREATORS['the re-evaluation function']?.create();
  const attempts = created.map(({ client, settings }) => [client, settings['maxAttempts']]);
  expect(attempts).toEqual([
    ['ConfigServiceClient', 3],
    ['ConfigServiceClient', 1],
    ['SchedulerClient', 1],
    ['DynamoDBClient', 5],
  ]);
});

it.each(['the rule function', 'the command line'])(
  'IAM’s client of %s has the limiter as its retry strategy',
  async (creator) => {
    await CREATORS[creator]?.create();
    const { settings } = created.find(({ client }) => client === 'IAMClient') ?? {};
    expect(settings?.['retryStrategy']).toMatchObject({
      acquireInitialRetryToken: expect.any(Function),
      refreshRetryTokenForRetry: expect.any(Function),
    });
  },
);

describe('a command makes each client once, whatever the number of users', () => {
  const withTwoKeys = (users: number) => (account: SandboxAccount) => {
    for (let n = 0; n < users; n += 1) addUser(account, `user-${n}`, 2);
  };

  it.each<[string, number, Readonly<Record<string, string>>, readonly string[]]>([
    ['verify', 1, { AWS_REGION: 'us-east-1' }, ['IAMClient']],
    ['verify', 40, { AWS_REGION: 'us-east-1' }, ['IAMClient']],
    // Without a Region, the first client of IAM only finds out that there is none.
    ['verify', 1, {}, ['IAMClient', 'IAMClient']],
    ['verify', 40, {}, ['IAMClient', 'IAMClient']],
    ['preview', 40, { AWS_DEFAULT_REGION: 'eu-west-1' }, ['IAMClient']],
    ['verify --region eu-west-1', 40, {}, ['IAMClient']],
    [
      'verify --as-deployed',
      40,
      { AWS_REGION: 'us-east-1' },
      ['IAMClient', 'SSMClient', 'ConfigServiceClient'],
    ],
    [
      'remediate --all --yes',
      1,
      { AWS_REGION: 'us-east-1' },
      ['IAMClient', 'SSMClient', 'ConfigServiceClient'],
    ],
    [
      'remediate --all --yes',
      40,
      { AWS_REGION: 'us-east-1' },
      ['IAMClient', 'SSMClient', 'ConfigServiceClient'],
    ],
  ])('%s, number of users: %i, environment: %o', async (command, users, region, clients) => {
    const { environment } = await served(withTwoKeys(users), { withRunbooks: true });
    const { runIn } = await import('../support/cli.ts');
    created.length = 0;
    const { out } = await runIn({ ...environment, ...region }, command.split(' '));
    expect(out).toContain(`user-${users - 1}`);
    // The functions run in this process, too; their clients answer from memory.
    const ofCommand = created.filter(({ settings }) => !('handle' in (settings['requestHandler'] as object)));
    expect(ofCommand.map(({ client }) => client)).toEqual(clients);
    // The SDK calls a function for the Region again for each call of IAM.
    for (const { settings } of ofCommand) expect(typeof settings['region']).not.toBe('function');
  });
});
