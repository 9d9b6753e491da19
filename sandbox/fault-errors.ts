import { AwsError, type Call, type ServiceName } from './api.ts';

const THROTTLED: Readonly<Record<ServiceName, string>> = {
  account: 'TooManyRequestsException',
  cloudtrail: 'ThrottlingException',
  iam: 'Throttling',
  config: 'ThrottlingException',
  // A table with on-demand capacity throttles reads and writes by this name (Developer Guide, Error handling
  // with DynamoDB).
  dynamodb: 'ThrottlingException',
  lambda: 'TooManyRequestsException',
  organizations: 'TooManyRequestsException',
  scheduler: 'ThrottlingException',
  sns: 'ThrottledException',
  securityhub: 'LimitExceededException',
  ssm: 'ThrottlingException',
  sts: 'Throttling',
};

/** The error of a service for a caller above its rate limit. */
export function throttled({ service }: Call): AwsError {
  return new AwsError(THROTTLED[service], 'Rate exceeded');
}

const FAILED: Readonly<Record<ServiceName, string>> = {
  account: 'InternalServerException',
  cloudtrail: 'InternalFailure',
  iam: 'ServiceFailureException',
  config: 'InternalFailure',
  dynamodb: 'InternalServerError',
  lambda: 'ServiceException',
  organizations: 'ServiceException',
  scheduler: 'InternalServerException',
  sns: 'InternalErrorException',
  securityhub: 'InternalException',
  ssm: 'InternalServerError',
  sts: 'InternalFailure',
};

/** The error of a service for a failure of its own. */
export function failed({ service }: Call): AwsError {
  const message = 'The request processing has failed because of an unknown error, exception or failure.';
  return new AwsError(FAILED[service], message, 500);
}

/** The error of @smithy/node-http-handler for a connection that was reset. */
export function connectionReset(): Error {
  return Object.assign(new Error('socket hang up'), { name: 'TimeoutError', code: 'ECONNRESET' });
}
