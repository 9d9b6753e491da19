import type { AwsEnvironment } from '../product/names.ts';
import { MalformedFunctionArnError } from './errors.ts';

/** The part of Lambda's context object that identifies an account and a Region. */
export interface InvokedFunction {
  /** `arn:PARTITION:lambda:REGION:ACCOUNT:function:NAME`. */
  readonly invokedFunctionArn: string;
}

/** With or without a version or an alias (Lambda API Reference, GetFunction, FunctionArn). */
const FUNCTION_ARN =
  /^arn:(aws[a-z-]*):lambda:([a-z0-9-]+):(\d{12}):function:[A-Za-z0-9_-]+(?::[A-Za-z0-9$_-]+)?$/;

/** The account and the Region in a function's ARN; throws `MalformedFunctionArnError` for other texts. */
export function environmentOf(functionArn: string): AwsEnvironment {
  const [, partition, region, accountId] = FUNCTION_ARN.exec(functionArn) ?? [];
  if (partition && region && accountId) return { partition, region, accountId };
  throw new MalformedFunctionArnError(functionArn);
}
