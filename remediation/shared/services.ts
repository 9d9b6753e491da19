import type { IAMClient } from '@aws-sdk/client-iam';
import type { SSMClient } from '@aws-sdk/client-ssm';
import type { ReevaluationClients } from '../../aws/config-rules.ts';
import type { AwsEnvironment } from '../../product/names.ts';

/** The clients and functions that the operations use; created once per process. */
export interface RemediationServices extends ReevaluationClients {
  readonly iam: IAMClient;
  /**
   * The client for writes of keys, which makes one attempt per call: a repeated attempt would not see what a person has changed
   * since the first one.
   */
  readonly iamWithoutRetries: IAMClient;
  readonly ssm: SSMClient;
  /** The ARN of the rule function, by which the project's Config rules are found. */
  readonly ruleFunctionArn: string;
  /** The ARN of the role with which the runbooks run. */
  readonly automationRoleArn: string;
  readonly now: () => Date;
  readonly wait: (milliseconds: number) => Promise<void>;
}

/** The part of Lambda's context object that identifies an invocation and its account. */
export interface LambdaContext {
  readonly awsRequestId: string;
  /** `arn:PARTITION:lambda:REGION:ACCOUNT:function:NAME`. */
  readonly invokedFunctionArn: string;
}

/** The invocation that a run belongs to. */
export interface RunContext extends AwsEnvironment {
  /** Different for any two runs, retries of the same automation execution included. */
  readonly runId: string;
}

/** The context of a run: the runbooks are in the account and Region of the function. */
export function runContextOf({ awsRequestId, invokedFunctionArn }: LambdaContext): RunContext {
  const [, partition = '', , region = '', accountId = ''] = invokedFunctionArn.split(':');
  return { runId: awsRequestId, partition, region, accountId };
}
