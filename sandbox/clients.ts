import { ConfigServiceClient } from '@aws-sdk/client-config-service';
import { IAMClient } from '@aws-sdk/client-iam';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SSMClient } from '@aws-sdk/client-ssm';
import type { RetryStrategyV2 } from '@smithy/types';
import type { Call, ServiceName } from './api.ts';
import type { VirtualClock } from './clock.ts';
import { type Diversion, divert } from './divert.ts';
import { immediateRetries } from './immediate-retries.ts';
import type { RequestPipeline } from './request-pipeline.ts';
import { withSocketTimeout } from './socket-timeout.ts';

/** The SDK's own clients, connected to a sandbox instead of AWS. */
export interface SandboxClients {
  readonly iam: IAMClient;
  readonly config: ConfigServiceClient;
  readonly scheduler: SchedulerClient;
  readonly ssm: SSMClient;
}

/** The SDK's own retries, with its own delays. */
export interface SdkRetries {
  readonly retryMode: 'standard' | 'adaptive';
  readonly maxAttempts: number;
}

/** The caller of a connection, and the settings of its clients. */
export interface Connection {
  readonly principal: string;
  /** How often the SDK attempts a request, the first attempt included; 3 by default, as in the SDK. */
  readonly maxAttempts?: number;
  /** The SDK's own retries, which need a running clock; by default, retries are immediate. */
  readonly retries?: SdkRetries;
  /** A retry strategy that replaces the others for IAM's client only. */
  readonly iamRetryStrategy?: RetryStrategyV2;
  /** After how many milliseconds of virtual time an attempt without an answer fails; absent: never. */
  readonly socketTimeout?: number | undefined;
  /** Each attempt waits for this before it reaches its service; a test scheduler can delay callers here. */
  readonly gate?: ((call: Call) => Promise<void>) | undefined;
}

/**
 * Creates real SDK clients whose requests go to the account's request pipeline. Serializers, paginators, exception
 * classes and the retry middleware are the SDK's; the network and the delay between attempts are absent.
 */
export function connectClients(
  requestPipeline: RequestPipeline,
  { region, clock }: { readonly region: string; readonly clock: VirtualClock },
  connection: Connection,
): SandboxClients {
  const pipeline = withSocketTimeout(requestPipeline, clock, connection.socketTimeout);
  const diversionOf = (service: ServiceName): Diversion => ({ ...connection, service, pipeline });
  const settingsOf = (service: ServiceName) => ({ region, ...settings(service, connection) });
  // Created at the first use: a client of the SDK costs half a millisecond, and few callers use all of them.
  return lazily({
    iam: () => {
      const iam = new IAMClient(settingsOf('iam'));
      divert(iam.middlewareStack, diversionOf('iam'));
      return iam;
    },
    config: () => {
      const config = new ConfigServiceClient(settingsOf('config'));
      divert(config.middlewareStack, diversionOf('config'));
      return config;
    },
    scheduler: () => {
      const scheduler = new SchedulerClient(settingsOf('scheduler'));
      divert(scheduler.middlewareStack, diversionOf('scheduler'));
      return scheduler;
    },
    ssm: () => {
      const ssm = new SSMClient(settingsOf('ssm'));
      divert(ssm.middlewareStack, diversionOf('ssm'));
      return ssm;
    },
  });
}

function settings(service: ServiceName, { maxAttempts = 3, retries, iamRetryStrategy }: Connection) {
  return {
    ...OFFLINE,
    endpoint: `https://${service}.sandbox.invalid`,
    ...(retries ?? { maxAttempts, retryStrategy: immediateRetries(maxAttempts) }),
    ...(service === 'iam' && iamRetryStrategy ? { retryStrategy: iamRetryStrategy } : {}),
  };
}

/** An object that creates each property when it is first read. */
function lazily<Values extends object>(
  makers: { readonly [Name in keyof Values]: () => Values[Name] },
): Values {
  const values = {} as Values;
  for (const name of Object.keys(makers) as (keyof Values)[]) {
    Object.defineProperty(values, name, {
      enumerable: true,
      configurable: true,
      get() {
        const value = makers[name]();
        Object.defineProperty(values, name, { enumerable: true, value });
        return value;
      },
    });
  }
  return values;
}

/** Every setting that the SDK would otherwise look up in the environment or in `~/.aws`. */
const OFFLINE = {
  credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'none' },
  authSchemePreference: ['sigv4'],
  // The sandbox does not check signatures, and signing takes a tenth of the time of a call.
  signer: { sign: async <Request>(request: Request): Promise<Request> => request },
  defaultsMode: 'standard' as const,
  disableClockSkewCorrection: true,
  retryMode: 'standard',
  useDualstackEndpoint: false,
  useFipsEndpoint: false,
  userAgentAppId: 'sandbox',
  requestHandler: {
    handle: () => Promise.reject(new Error('The sandbox has no network')),
  },
};
