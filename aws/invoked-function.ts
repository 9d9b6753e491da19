import type { AwsEnvironment } from '../product/names.ts';

/** The part of Lambda's context object that identifies an account and a Region. */
export interface InvokedFunction {
  /** `arn:PARTITION:lambda:REGION:ACCOUNT:function:NAME`. */
  readonly invokedFunctionArn: string;
}

/** The account and the Region of an invocation. */
export function environmentOf({ invokedFunctionArn }: InvokedFunction): AwsEnvironment {
  const [, partition = '', , region = '', accountId = ''] = invokedFunctionArn.split(':');
  return { partition, region, accountId };
}
