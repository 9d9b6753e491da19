import { type IResolvable, Token } from 'aws-cdk-lib';
import { CfnEventInvokeConfig } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { TELL_PERMISSIONS } from '../permissions/tell.ts';
import { addIf, choose, type Existence, ifExists } from './existence.ts';
import type { NotificationFunction } from './notification-function.ts';
import { addPolicy } from './role.ts';
import type { StackContext } from './stack-context.ts';

/** How Lambda retries the asynchronous invocations of a function. */
export interface RetryDefinition {
  readonly functionName: string;
  readonly roleName: string;
  readonly maximumRetryAttempts: number;
  /** Lambda's default of six hours if it is not given. */
  readonly maximumEventAgeInSeconds?: number;
}

/** The function that tells people, and whether it and the function with the retries exist. */
export interface Destination {
  readonly notification: NotificationFunction | undefined;
  readonly existence: Existence;
}

/**
 * Adds the retries of a function that is invoked asynchronously, and its permission to have people told. An
 * event that no attempt could process goes to the notification function, which tells the error and nothing of
 * the event: AWS Config's contains the token with which evaluations are reported.
 */
export function addRetries(
  scope: Construct,
  { settings, conditions }: StackContext,
  { destination, roleName, ...definition }: RetryDefinition & { readonly destination: Destination },
): void {
  const policy = addIf(destination.existence, () =>
    addPolicy(scope, 'TellPolicy', {
      policyName: 'one-active-key-tell',
      permissions: TELL_PERMISSIONS,
      roleName,
      settings,
    }),
  );
  const retries = new CfnEventInvokeConfig(scope, 'Retries', {
    ...definition,
    qualifier: '$LATEST',
    destinationConfig: destinationOf(destination.notification, conditions.notifies),
  });
  // Lambda rejects the destination if the role may not invoke the function, so CloudFormation has to create
  // the policy first. DependsOn cannot be conditional; a reference in the metadata makes the same dependency
  // and can.
  retries.cfnOptions.metadata = { After: choose(destination.existence, policy?.ref, '') };
}

function destinationOf(
  notification: NotificationFunction | undefined,
  notifies: Existence,
): CfnEventInvokeConfig.DestinationConfigProperty | IResolvable {
  const destination = notification?.functionArn ?? '';
  if (notifies === true) return { onFailure: { destination } };
  // Within an intrinsic function, CDK does not translate the names.
  return Token.asAny(ifExists(notifies, { OnFailure: { Destination: destination } }));
}
