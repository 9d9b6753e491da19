import { AccountClient } from '@aws-sdk/client-account';
import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { ConfigServiceClient } from '@aws-sdk/client-config-service';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { IAMClient } from '@aws-sdk/client-iam';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SNSClient } from '@aws-sdk/client-sns';
import { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient } from '@aws-sdk/client-sts';
import type { MiddlewareStack, RetryStrategyV2 } from '@smithy/types';
import type { Call, ServiceName } from './api.ts';
import type { VirtualClock } from './clock.ts';
import { type Diversion, divert } from './divert.ts';
import { addClientTokens } from './dynamodb/client-tokens.ts';
import type { Identifiers } from './identifiers.ts';
import { immediateRetries } from './immediate-retries.ts';
import { lazily } from './lazily.ts';
import { OFFLINE_SETTINGS } from './offline-settings.ts';
import type { RequestPipeline } from './request-pipeline.ts';
import { withSocketTimeout } from './socket-timeout.ts';

/** The SDK's own clients, connected to a sandbox instead of AWS. */
export interface SandboxClients {
  readonly accountManagement: AccountClient;
  readonly cloudtrail: CloudTrailClient;
  readonly iam: IAMClient;
  readonly config: ConfigServiceClient;
  readonly dynamodb: DynamoDBClient;
  readonly lambda: LambdaClient;
  readonly organizations: OrganizationsClient;
  readonly scheduler: SchedulerClient;
  readonly sns: SNSClient;
  readonly ssm: SSMClient;
  readonly sts: STSClient;
}

/** The SDK's own retries, with its own delays. */
export interface SdkRetries {
  readonly retryMode: 'standard' | 'adaptive';
  readonly maxAttempts: number;
}

/** The caller of a connection, and the settings of its clients. */
export interface Connection {
  readonly principal: string;
  /** The Region of the clients; that of the account by default. */
  readonly region?: string;
  /** How often the SDK attempts a request, the first attempt included; 3 by default, as in the SDK. */
  readonly maxAttempts?: number;
  /** The SDK's own retries, which need a running clock; by default, retries are immediate. */
  readonly retries?: SdkRetries;
  /** A retry strategy that replaces the others for IAM's client only. */
  readonly iamRetryStrategy?: RetryStrategyV2;
  /** A retry strategy that replaces the others for CloudTrail's client only. */
  readonly cloudtrailRetryStrategy?: RetryStrategyV2;
  /** After how many milliseconds of virtual time an attempt without an answer fails; absent: never. */
  readonly socketTimeout?: number | undefined;
  /** Each attempt waits for this before it reaches its service; a test scheduler can delay callers here. */
  readonly gate?: ((call: Call) => Promise<void>) | undefined;
}

/** The parts of an account that its clients use. */
export interface ClientEnvironment {
  readonly region: string;
  readonly clock: VirtualClock;
  readonly identifiers: Identifiers;
}

/**
 * Creates real SDK clients whose requests go to the account's request pipeline. Serializers, paginators,
 * exception classes and the retry middleware are the SDK's; the network and the delay between attempts are
 * absent.
 */
export function connectClients(
  requestPipeline: RequestPipeline,
  { region, clock, identifiers }: ClientEnvironment,
  connection: Connection,
): SandboxClients {
  const pipeline = withSocketTimeout(requestPipeline, clock, connection.socketTimeout);
  const connect = connector(pipeline, region, connection);
  // Created at the first use: a client of the SDK costs half a millisecond, and few callers use all of them.
  return lazily({
    accountManagement: () => connect('account', (settings) => new AccountClient(settings)),
    cloudtrail: () => connect('cloudtrail', (settings) => new CloudTrailClient(settings)),
    iam: () => connect('iam', (settings) => new IAMClient(settings)),
    config: () => connect('config', (settings) => new ConfigServiceClient(settings)),
    dynamodb: () => {
      const dynamodb = connect('dynamodb', (settings) => new DynamoDBClient(settings));
      addClientTokens(dynamodb.middlewareStack, identifiers);
      return dynamodb;
    },
    lambda: () => connect('lambda', (settings) => new LambdaClient(settings)),
    organizations: () => connect('organizations', (settings) => new OrganizationsClient(settings)),
    scheduler: () => connect('scheduler', (settings) => new SchedulerClient(settings)),
    sns: () => connect('sns', (settings) => new SNSClient(settings)),
    ssm: () => connect('ssm', (settings) => new SSMClient(settings)),
    sts: () => connect('sts', (settings) => new STSClient(settings)),
  });
}

type ClientSettings = ReturnType<typeof settingsOf> & { readonly region: string };

/** Returns the function that creates a client and sends its requests to the pipeline. */
function connector(pipeline: Diversion['pipeline'], accountRegion: string, connection: Connection) {
  const { region = accountRegion } = connection;
  return <Input extends object, Output extends object, Client>(
    service: ServiceName,
    create: (
      settings: ClientSettings,
    ) => Client & { readonly middlewareStack: MiddlewareStack<Input, Output> },
  ): Client => {
    const client = create({ region, ...settingsOf(service, connection) });
    divert(client.middlewareStack, { ...connection, service, pipeline });
    return client;
  };
}

function settingsOf(service: ServiceName, { maxAttempts = 3, retries, ...connection }: Connection) {
  const strategies: Partial<Record<ServiceName, RetryStrategyV2 | undefined>> = {
    iam: connection.iamRetryStrategy,
    cloudtrail: connection.cloudtrailRetryStrategy,
  };
  const retryStrategy = strategies[service];
  return {
    ...OFFLINE_SETTINGS,
    endpoint: `https://${service}.sandbox.invalid`,
    ...(retries ?? { maxAttempts, retryStrategy: immediateRetries(maxAttempts) }),
    ...(retryStrategy ? { retryStrategy } : {}),
  };
}
