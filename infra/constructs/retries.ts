import { type IResolvable, Token } from 'aws-cdk-lib';
import { CfnEventInvokeConfig } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { FAILURE_PERMISSIONS } from '../permissions/failures.ts';
import { addIf, choose, type Existence, ifExists } from './existence.ts';
import { addPolicy } from './role.ts';
import type { StackContext } from './stack-context.ts';

/** How Lambda retries the asynchronous invocations of a function. */
export interface RetryDefinition {
  readonly functionName: string;
  readonly roleName: string;
  readonly maximumRetryAttempts: number;
  /** Lambda's default of six hours if it is not given. */
  readonly maximumEventAgeInSeconds?: number;
  /** The function and a topic of this account exist. */
  readonly hasDestination: Existence;
}

/**
 * Adds the retries of a function that is invoked asynchronously. An event that no attempt could process goes to the topic, if
 * it is of this account; the function's role may publish to it. Such an event does not leave the account: AWS Config's contains the
 * token with which evaluations are reported, and the Lambda Developer Guide names no topic of another account as a destination.
 */
export function addRetries(
  scope: Construct,
  { conditions, settings }: StackContext,
  { roleName, hasDestination, ...definition }: RetryDefinition,
): void {
  const policy = addIf(hasDestination, () =>
    addPolicy(scope, 'FailurePolicy', {
      policyName: 'one-active-key-failures',
      permissions: FAILURE_PERMISSIONS,
      roleName,
      settings,
    }),
  );
  const retries = new CfnEventInvokeConfig(scope, 'Retries', {
    ...definition,
    qualifier: '$LATEST',
    destinationConfig: destinationOf(settings('NotificationTopicArn'), conditions.hasOwnTopic),
  });
  // Lambda rejects the destination if the role may not publish to the topic, so CloudFormation has to create the policy first.
  // DependsOn cannot be conditional; a reference in the metadata makes the same dependency and can.
  retries.cfnOptions.metadata = { After: choose(hasDestination, policy?.ref, '') };
}

function destinationOf(
  destination: string,
  isOwnTopic: Existence,
): CfnEventInvokeConfig.DestinationConfigProperty | IResolvable {
  if (isOwnTopic === true) return { onFailure: { destination } };
  // Within an intrinsic function, CDK does not translate the names.
  return Token.asAny(ifExists(isOwnTopic, { OnFailure: { Destination: destination } }));
}
