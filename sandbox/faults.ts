import { AwsError, type Call, type ServiceName } from './api.ts';
import { callerIdentity } from './trail/user-identity.ts';

/** The fault of one attempt. With `applied`, the request takes effect and only its answer is lost. */
export type Fault =
  | { readonly kind: 'throttle' }
  | { readonly kind: 'deny' }
  | { readonly kind: 'fail'; readonly applied: boolean }
  | { readonly kind: 'reset'; readonly applied: boolean }
  /** The request reaches the service after `ms` milliseconds of virtual time. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** The caller waits for an answer until it gives up. */
  | { readonly kind: 'hang' }
  /** The caller receives `output` instead of the answer of the service. */
  | { readonly kind: 'answer'; readonly output: object };

/** Returns the fault of an attempt; `undefined` if the attempt has no fault. */
export type FaultRule = (call: Call) => Fault | undefined;

/** The fault rules of an account. The rules apply in the order in which they were added; the first fault counts. */
export interface Faults {
  /** Adds a rule and returns a function that removes it. */
  add(rule: FaultRule): () => void;
  /** The fault of this attempt; `undefined` if no rule has one. */
  faultFor(call: Call): Fault | undefined;
}

/** Creates the faults of an account, without rules. */
export function createFaults(): Faults {
  let rules: readonly { readonly rule: FaultRule }[] = [];
  return {
    add(rule) {
      const entry = { rule };
      rules = [...rules, entry];
      return () => {
        rules = rules.filter((other) => other !== entry);
      };
    },
    faultFor(call) {
      for (const { rule } of rules) {
        const fault = rule(call);
        if (fault) return fault;
      }
      return undefined;
    },
  };
}

const THROTTLED: Readonly<Record<ServiceName, string>> = {
  account: 'TooManyRequestsException',
  cloudtrail: 'ThrottlingException',
  iam: 'Throttling',
  config: 'ThrottlingException',
  // A table with on-demand capacity throttles reads and writes by this name (Developer Guide, Error handling with DynamoDB).
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

/** The account in which a request is denied. */
export interface AccountNames {
  readonly accountId: string;
  readonly region: string;
  readonly partition: string;
}

/** The error for a caller without permission. */
export function denied(call: Call, account: AccountNames): AwsError {
  const { service, principal } = call;
  const { arn } = callerIdentity(principal, account);
  // SNS alone writes its name in capital letters.
  const action = `${service === 'sns' ? 'SNS' : service}:${actionOf(call)}`;
  const message = [
    `User: ${arn} is not authorized to perform: ${action}`,
    `on resource: ${resourceOf(call, account)} because no identity-based policy allows the ${action} action`,
  ].join(' ');
  const { name, status } = DENIED[service] ?? { name: 'AccessDeniedException', status: 400 };
  return new AwsError(name, message, status);
}

/** The services of the query protocol have names of their own and the status 403, the JSON protocols neither. */
const DENIED: Partial<Record<ServiceName, { readonly name: string; readonly status: number }>> = {
  iam: { name: 'AccessDenied', status: 403 },
  lambda: { name: 'AccessDeniedException', status: 403 },
  sns: { name: 'AuthorizationErrorException', status: 403 },
  sts: { name: 'AccessDenied', status: 403 },
};

/**
 * A transaction needs the permission for each of its actions and has none of its own (Developer Guide, Using IAM with
 * DynamoDB transactions); the error names the first one.
 */
function actionOf({ service, operation, input }: Call): string {
  // The permission for Invoke has another name (Service Authorization Reference, AWS Lambda).
  if (service === 'lambda') return 'InvokeFunction';
  if (operation !== 'TransactWriteItems') return operation;
  const action = Object.keys(firstAction(input))[0] ?? '';
  return action === 'ConditionCheck' ? 'ConditionCheckItem' : `${action}Item`;
}

function resourceOf({ service, operation, input }: Call, account: AccountNames): string {
  if (service === 'iam') {
    const userName = textIn(input, 'UserName');
    return userName === undefined ? '*' : `user ${userName}`;
  }
  if (service === 'sts') return textIn(input, 'RoleArn') ?? '*';
  if (service === 'sns') return textIn(input, 'TopicArn') ?? '*';
  const { partition, region, accountId } = account;
  if (service === 'lambda') {
    return `arn:${partition}:lambda:${region}:${accountId}:function:${textIn(input, 'FunctionName')}`;
  }
  if (service !== 'dynamodb') return '*';
  const named = operation === 'TransactWriteItems' ? Object.values(firstAction(input))[0] : input;
  return `arn:${partition}:dynamodb:${region}:${accountId}:table/${textIn(named, 'TableName')}`;
}

function firstAction(input: unknown): object {
  const { TransactItems = [] } = input as { readonly TransactItems?: readonly object[] };
  return TransactItems[0] ?? {};
}

function textIn(input: unknown, name: string): string | undefined {
  if (typeof input !== 'object' || input === null) return undefined;
  const value: unknown = Reflect.get(input, name);
  return typeof value === 'string' ? value : undefined;
}
