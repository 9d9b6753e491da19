import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { REQUEST_TIMEOUTS } from '../../aws/timeouts.ts';

interface MadeClient {
  readonly client: string;
  readonly settings: Readonly<Record<string, unknown>>;
}

const { made, recording } = vi.hoisted(() => {
  const made: MadeClient[] = [];
  /** The module of an SDK client whose class records the settings that it is made with. */
  const recording = (module: object, client: string) => {
    const Original = (module as Record<string, new (settings: object) => object>)[client];
    if (!Original) throw new Error(`Expected the class ${client}`);
    return {
      ...module,
      [client]: class extends Original {
        constructor(settings: Record<string, unknown>) {
          super(settings);
          made.push({ client, settings });
        }
      },
    };
  };
  return { made, recording };
});

vi.mock('@aws-sdk/client-iam', async (load) => recording(await load(), 'IAMClient'));
vi.mock('@aws-sdk/client-config-service', async (load) => recording(await load(), 'ConfigServiceClient'));
vi.mock('@aws-sdk/client-ssm', async (load) => recording(await load(), 'SSMClient'));
vi.mock('@aws-sdk/client-scheduler', async (load) => recording(await load(), 'SchedulerClient'));

beforeEach(() => {
  vi.resetModules();
  vi.stubEnv('AWS_REGION', 'us-east-1');
  vi.stubEnv('RULE_FUNCTION_ARN', 'arn:aws:lambda:us-east-1:111122223333:function:one-active-key-rule');
  vi.stubEnv('SCHEDULER_ROLE_ARN', 'arn:aws:iam::111122223333:role/one-active-key-scheduler');
  made.length = 0;
});
afterEach(() => vi.unstubAllEnvs());

/** Everything that makes clients for AWS, and the clients that it makes. */
const MAKERS: Readonly<
  Record<string, { readonly make: () => Promise<unknown>; readonly clients: string[] }>
> = {
  'the rule function': {
    make: () => import('../../rule/index.ts'),
    clients: ['IAMClient', 'ConfigServiceClient'],
  },
  'the remediation function': {
    make: () => import('../../remediation/index.ts'),
    clients: ['IAMClient', 'SSMClient', 'ConfigServiceClient', 'ConfigServiceClient'],
  },
  'the re-evaluation function': {
    make: () => import('../../reevaluation/index.ts'),
    clients: ['ConfigServiceClient', 'ConfigServiceClient', 'SchedulerClient'],
  },
  'the command line': {
    make: async () => {
      const { openAccount } = await import('../../bin/open-account.ts');
      const account = await openAccount({}, { now: () => new Date(0), wait: async () => {} });
      return [account.config(), account.ssm()];
    },
    clients: ['IAMClient', 'ConfigServiceClient', 'SSMClient'],
  },
};

describe.each(Object.entries(MAKERS))('the clients of %s', (_title, { make, clients }) => {
  it('are these, and each of them has the timeouts', async () => {
    await make();
    expect(made.map(({ client }) => client)).toEqual(clients);
    for (const { client, settings } of made)
      expect(settings, client).toMatchObject({ requestHandler: REQUEST_TIMEOUTS });
  });
});

it.each(['the rule function', 'the command line'])(
  'IAM’s client of %s has the limiter as its retry strategy',
  async (maker) => {
    await MAKERS[maker]?.make();
    const { settings } = made.find(({ client }) => client === 'IAMClient') ?? {};
    expect(settings?.['retryStrategy']).toMatchObject({
      acquireInitialRetryToken: expect.any(Function),
      refreshRetryTokenForRetry: expect.any(Function),
    });
  },
);
