import { type AccountNames, AwsError, type Call, type ServiceName } from './api.ts';
import { callerIdentity } from './trail/user-identity.ts';

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

/**
 * The services of the query protocol have names of their own and the status 403, the JSON protocols neither.
 */
const DENIED: Partial<Record<ServiceName, { readonly name: string; readonly status: number }>> = {
  iam: { name: 'AccessDenied', status: 403 },
  lambda: { name: 'AccessDeniedException', status: 403 },
  sns: { name: 'AuthorizationErrorException', status: 403 },
  sts: { name: 'AccessDenied', status: 403 },
};

/**
 * A transaction needs the permission for each of its actions and has none of its own (Developer Guide, Using
 * IAM with DynamoDB transactions); the error names the first one.
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
