import { ConfigServiceClient } from '@aws-sdk/client-config-service';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { IAMClient, type IAMClientConfig } from '@aws-sdk/client-iam';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient } from '@aws-sdk/client-sts';
import { createLimiter } from '../../aws/limiter.ts';
import { REQUEST_TIMEOUTS } from '../../aws/timeouts.ts';
import type { Origin } from '../accounts/origin.ts';
import { assertSandbox } from '../sandbox/option.ts';
import type { Account, AccountOptions } from './account.ts';
import { openLedger } from './ledger-table.ts';
import { once, oncePerKey } from './once.ts';

/** IAM is global, and any Region of the partition leads to it; the SDK requires one. */
const ANY_REGION = 'us-east-1';

type Clock = Pick<Account, 'now' | 'wait'>;

/**
 * Opens the account that the options name; the SDK looks up credentials and endpoints in its usual order.
 * Each client is made once, and the Region is looked up once.
 */
export async function openAccount(options: AccountOptions, clock: Clock): Promise<Account> {
  // Only this option needs the sandbox, which is larger than the rest of the command line.
  if (options.sandbox) {
    assertSandbox(options);
    return (await import('../sandbox/account.ts')).openSandbox(options);
  }
  return connect(settingsOf(options), options, clock);
}

/** Opens the account that the options name, and what is needed to enter others from there. */
export async function openOrigin(options: AccountOptions, clock: Clock): Promise<Origin> {
  if (options.sandbox) {
    assertSandbox(options);
    return (await import('../sandbox/organization.ts')).openSandboxOrigin(options);
  }
  const settings = settingsOf(options);
  const sts = new STSClient({ ...settings, requestHandler: { ...REQUEST_TIMEOUTS, ...MANY_SOCKETS } });
  // One for all accounts: with a handler for each, the idle connections of all accounts would stay open until
  // AWS closes them.
  const shared = { ...settings, requestHandler: sts.config.requestHandler };
  return {
    now: clock.now,
    openOwn: () => connect(shared, options, clock),
    sts: () => sts,
    organizations: once(() => new OrganizationsClient(shared)),
    open: (credentials) => connect({ ...shared, credentials }, options, clock),
  };
}

/**
 * The sockets of all accounts to one endpoint. Ten accounts need up to fifty each, the highest
 * `--concurrency`; a request that waits for a socket would look like a connection that times out.
 */
const MANY_SOCKETS = { httpsAgent: { maxSockets: 1_000 }, httpAgent: { maxSockets: 1_000 } };

/**
 * The Region that the options name, or that the SDK finds in its usual order; makes no call. Rejects with the
 * SDK's error if there is none.
 */
export async function findRegion(options: AccountOptions): Promise<string> {
  if (options.sandbox) return options.region ?? ANY_REGION;
  return new STSClient(settingsOf(options)).config.region();
}

type Settings = Pick<IAMClientConfig, 'maxAttempts' | 'requestHandler' | 'region' | 'credentials'>;

function settingsOf({ profile, region }: AccountOptions): Settings {
  if (profile) useProfile(profile);
  const givenRegion = region ?? (process.env['AWS_REGION'] || process.env['AWS_DEFAULT_REGION']);
  const settings = { maxAttempts: 5, requestHandler: REQUEST_TIMEOUTS };
  return { ...settings, ...(givenRegion ? { region: givenRegion } : {}) };
}

/** The clients of an account; each account has a limit of IAM of its own. */
async function connect(
  settings: Settings,
  { ledgerTable }: Pick<AccountOptions, 'ledgerTable'>,
  clock: Clock,
): Promise<Account> {
  const ssm = once(() => new SSMClient(settings));
  const iam = await openIam(settings);
  return {
    ...clock,
    iam,
    config: once(() => new ConfigServiceClient(settings)),
    ssm,
    // Two attempts: without an answer of STS the operator is unknown, and nothing else depends on it.
    sts: once(() => new STSClient({ ...settings, maxAttempts: 2 })),
    ...onDemand(settings, iam),
    ledger: await openLedger(ledgerTable, { ssm, dynamodb: () => new DynamoDBClient(settings) }),
  };
}

/** The clients that few commands need, and whose modules are loaded with them. */
function onDemand(
  settings: IAMClientConfig,
  iam: IAMClient,
): Pick<Account, 'cloudTrailIn' | 'accountManagement'> {
  return {
    cloudTrailIn: oncePerKey(async (region) => {
      const { CloudTrailClient } = await import('@aws-sdk/client-cloudtrail');
      const { LOOKUP_LIMITS } = await import('../../aws/event-history.ts');
      const retryStrategy = createLimiter(undefined, LOOKUP_LIMITS);
      return new CloudTrailClient({ ...settings, region, retryStrategy });
    }),
    async accountManagement() {
      const { AccountClient } = await import('@aws-sdk/client-account');
      return new AccountClient({ ...settings, region: await iam.config.region() });
    },
  };
}

/** IAM in the partition of the Region that the SDK finds; in that of `ANY_REGION` if none is configured. */
async function openIam(settings: IAMClientConfig): Promise<IAMClient> {
  const limited = { ...settings, retryStrategy: createLimiter() };
  const iam = new IAMClient(limited);
  try {
    // The SDK keeps the Region that it found in the environment or in the files of profiles.
    await iam.config.region();
    return iam;
  } catch {
    // Nothing else is asked for here, and what is wrong with a profile the first call says.
    return new IAMClient({ ...limited, region: ANY_REGION });
  }
}

/**
 * A profile given as an option takes precedence over the environment, as with the AWS CLI. It is set in the
 * environment, because the SDK looks for the profile's endpoint only there.
 */
function useProfile(profile: string): void {
  for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'])
    delete process.env[name];
  process.env['AWS_PROFILE'] = profile;
}
