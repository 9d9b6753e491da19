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

type ModelledException = new (options: ExceptionOptions) => Error;

const SDK: Readonly<Record<ServiceName, Readonly<Record<string, unknown>>>> = {
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

const BASE = {
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

/** The exception that the SDK throws for an error: its class of that name, or its base class if it has none. */
export function toSdkException(service: ServiceName, error: AwsError, requestId: string): Error {
  const { name, message, members, httpStatusCode } = error;
  const options: ExceptionOptions = { ...members, message, $metadata: { httpStatusCode, requestId } };
  const modelled = Object.hasOwn(SDK[service], name) ? SDK[service][name] : undefined;
  if (isExceptionOf(service, modelled)) return new modelled(options);
  const $fault = httpStatusCode >= 500 ? 'server' : 'client';
  return new BASE[service]({ ...options, name, $fault });
}

function isExceptionOf(service: ServiceName, candidate: unknown): candidate is ModelledException {
  return typeof candidate === 'function' && candidate.prototype instanceof BASE[service];
}
