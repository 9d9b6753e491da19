import { CfnCondition, Fn } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { CfnEventInvokeConfig, CfnPermission } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { NAMES } from '../../product/names.ts';
import type { StackParameters } from '../parameters/stack-parameters.ts';
import { SCHEDULED_DELETION_PERMISSIONS } from '../permissions/deletion.ts';
import { functionArn } from '../permissions/resources.ts';
import { applyCondition } from './apply-condition.ts';
import { addPolicy } from './role.ts';

/**
 * Invokes the remediation function once a day to start the deletions that are due; only if DeleteAfterSoakDays is not
 * 0.
 */
export class ScheduledDeletion extends Construct {
  constructor(scope: Construct, id: string, parameters: StackParameters) {
    super(scope, id);
    const soakDays = parameters('DeleteAfterSoakDays').valueAsString;
    const policy = addPolicy(this, 'Policy', {
      policyName: 'one-active-key-scheduled-deletion',
      permissions: SCHEDULED_DELETION_PERMISSIONS,
      roleName: NAMES.remediationFunction,
    });
    const daily = this.addDailyRule();
    daily.addResourceDependency(policy);
    const isScheduled = new CfnCondition(scope, 'IsScheduled', {
      expression: Fn.conditionNot(Fn.conditionEquals(soakDays, '0')),
    });
    applyCondition(isScheduled, this);
  }

  private addDailyRule(): CfnRule {
    const daily = new CfnRule(this, 'Daily', {
      scheduleExpression: 'rate(1 day)',
      targets: [
        {
          id: 'remediation',
          arn: Fn.sub(functionArn(NAMES.remediationFunction)),
          input: Fn.sub('{"operation":"StartDeletions","soakDays":"${DeleteAfterSoakDays}"}'),
        },
      ],
    });
    new CfnPermission(this, 'Permission', {
      functionName: NAMES.remediationFunction,
      action: 'lambda:InvokeFunction',
      principal: 'events.amazonaws.com',
      sourceArn: daily.attrArn,
    });
    // A failed daily pass is not retried on the same day, since a retry could start as many deletions again.
    new CfnEventInvokeConfig(this, 'Retries', {
      functionName: NAMES.remediationFunction,
      qualifier: '$LATEST',
      maximumRetryAttempts: 0,
    });
    return daily;
  }
}
