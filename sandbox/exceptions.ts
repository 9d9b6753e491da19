import * as account from '@aws-sdk/client-account';
import * as cloudtrail from '@aws-sdk/client-cloudtrail';
import * as config from '@aws-sdk/client-config-service';
import * as dynamodb from '@aws-sdk/client-dynamodb';
import * as iam from '@aws-sdk/client-iam';
import * as lambda from '@aws-sdk/client-lambda';
import * as organizations from '@aws-sdk/client-organizations';
import * as scheduler from '@aws-sdk/client-scheduler';
import * as sns from '@aws-sdk/client-sns';
import * as ssm from '@aws-sdk/client-ssm';
import * as sts from '@aws-sdk/client-sts';
import type { AwsError, ServiceName } from './api.ts';

interface ExceptionOptions {
  readonly message: string;
  readonly $metadata: { readonly httpStatusCode: number; readonly requestId: string };
}

interface BaseOptions extends ExceptionOptions {
  readonly name: string;
  readonly $fault: 'client' | 'server';
}

type BaseException = new (options: BaseOptions) => Error;

type ModelledException = new (options: ExceptionOptions) => Error;

/** The services whose clients are loaded with the account. */
type LoadedService = Exclude<ServiceName, 'securityhub'>;

/** What a client's package exports, its exceptions included. */
type SdkPackage = Readonly<Record<string, unknown>>;

const SDK: Record<LoadedService, SdkPackage> & Partial<Record<ServiceName, SdkPackage>> = {
  account,
  cloudtrail,
  iam,
  config,
  dynamodb,
  lambda,
  organizations,
  scheduler,
  sns,
  ssm,
  sts,
};

const BASE: Record<LoadedService, BaseException> & Partial<Record<ServiceName, BaseException>> = {
  account: account.AccountServiceException,
  cloudtrail: cloudtrail.CloudTrailServiceException,
  iam: iam.IAMServiceException,
  config: config.ConfigServiceServiceException,
  dynamodb: dynamodb.DynamoDBServiceException,
  lambda: lambda.LambdaServiceException,
  organizations: organizations.OrganizationsServiceException,
  scheduler: scheduler.SchedulerServiceException,
  sns: sns.SNSServiceException,
  ssm: ssm.SSMServiceException,
  sts: sts.STSServiceException,
};

/** Adds the exceptions of a service whose client is large, and is loaded by those only who use it. */
export function addExceptions(service: ServiceName, exported: SdkPackage, base: BaseException): void {
  SDK[service] = exported;
  BASE[service] = base;
}

/**
 * The exception that the SDK throws for an error: its class of that name, or its base class if it has none.
 */
export function toSdkException(service: ServiceName, error: AwsError, requestId: string): Error {
  const { name, message, members, httpStatusCode } = error;
  const options: ExceptionOptions = { ...members, message, $metadata: { httpStatusCode, requestId } };
  const { [service]: exported = {} } = SDK;
  const { [service]: base } = BASE;
  if (!base) throw new Error(`Expected the exceptions of ${service}, which its client adds; received none`);
  const modelled = Object.hasOwn(exported, name) ? exported[name] : undefined;
  if (isExceptionOf(base, modelled)) return new modelled(options);
  const $fault = httpStatusCode >= 500 ? 'server' : 'client';
  return new base({ ...options, name, $fault });
}

function isExceptionOf(base: BaseException, candidate: unknown): candidate is ModelledException {
  return typeof candidate === 'function' && candidate.prototype instanceof base;
}
