import { Fn } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import type { CfnPolicy } from 'aws-cdk-lib/aws-iam';
import { CfnPermission } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { DELETION_PERMISSIONS, SCHEDULED_DELETION_PERMISSIONS } from '../permissions/deletion.ts';
import { applyCondition } from './apply-condition.ts';
import type { RemediationFunction } from './remediation-function.ts';
import { addRetries } from './retries.ts';
import { addPolicy } from './role.ts';
import type { StackContext } from './stack-context.ts';

/** The context of the stack, and the function that deletes keys. */
export interface DeletionProps {
  readonly context: StackContext;
  readonly remediationFunction: RemediationFunction;
}

/**
 * The permissions to delete keys, and the daily schedule. Without the parameter Deletion none of it exists: the role of the
 * remediation function then has no permission to delete (docs/decisions/0023).
 */
export class Deletion extends Construct {
  constructor(scope: Construct, id: string, { context, remediationFunction }: DeletionProps) {
    super(scope, id);
    const { canDelete, deletesDaily } = context.conditions;
    const roleName = remediationFunction.roleName;
    const policy = addPolicy(this, 'Policy', {
      policyName: 'one-active-key-deletion',
      permissions: DELETION_PERMISSIONS,
      roleName,
    });
    applyCondition(canDelete, policy);
    const daily = new Construct(this, 'Daily');
    const dailyPolicy = addPolicy(daily, 'Policy', {
      policyName: 'one-active-key-scheduled-deletion',
      permissions: SCHEDULED_DELETION_PERMISSIONS,
      roleName,
    });
    addDailyRule(daily, remediationFunction, dailyPolicy);
    // A failed daily pass is not retried on the same day, since a retry could start as many deletions again.
    addRetries(daily, context, {
      functionName: remediationFunction.functionName,
      roleName,
      hasDestination: context.conditions.notifiesOfDeletion,
      maximumRetryAttempts: 0,
    });
    applyCondition(deletesDaily, daily);
  }
}

/** Invokes the remediation function once a day to start the deletions that are due. */
function addDailyRule(
  scope: Construct,
  { functionName, functionArn }: RemediationFunction,
  policy: CfnPolicy,
): void {
  const daily = new CfnRule(scope, 'Rule', {
    scheduleExpression: 'rate(1 day)',
    targets: [
      {
        id: 'remediation',
        arn: functionArn,
        input: Fn.sub('{"operation":"StartDeletions","soakDays":"${SoakDays}"}'),
      },
    ],
  });
  daily.addResourceDependency(policy);
  new CfnPermission(scope, 'Permission', {
    functionName,
    action: 'lambda:InvokeFunction',
    principal: 'events.amazonaws.com',
    sourceArn: daily.attrArn,
  });
}
