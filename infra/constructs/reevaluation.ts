import { Aws } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import type { CfnRole } from 'aws-cdk-lib/aws-iam';
import { type CfnFunction, CfnPermission } from 'aws-cdk-lib/aws-lambda';
import { CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import { NAMES } from '../../product/names.ts';
import { iamChangePattern } from '../iam-changes.ts';
import { PERMISSIONS } from '../permissions/permissions.ts';
import { applyCondition } from './apply-condition.ts';
import { addFunction } from './lambda-function.ts';
import { addRole } from './role.ts';
import type { RuleFunctionReference } from './rule-function.ts';

/** Near real time: starts an evaluation of all users within minutes after a change, at most once a minute. */
export class Reevaluation extends Construct {
  constructor(scope: Construct, id: string, props: RuleFunctionReference) {
    super(scope, id);
    const { context } = props;
    // EventBridge Scheduler deletes the pending schedules with their group, and CloudFormation deletes the group with
    // the stack.
    new CfnScheduleGroup(this, 'ScheduleGroup', { name: NAMES.scheduleGroup });
    const schedulerRole = addRole(this, 'SchedulerRole', {
      roleName: NAMES.schedulerRole,
      trust: {
        service: 'scheduler.amazonaws.com',
        condition: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      },
      permissions: PERMISSIONS.scheduler,
      boundary: context.boundary,
    });
    this.invokeAfterChanges(this.addReevaluationFunction(props, schedulerRole));
    applyCondition(context.conditions.isNearRealTime, this);
  }

  private addReevaluationFunction(
    { context, ruleFunctionArn }: RuleFunctionReference,
    schedulerRole: CfnRole,
  ): CfnFunction {
    const { resource } = addFunction(this, context, {
      functionName: NAMES.reevaluationFunction,
      description:
        'Starts an evaluation of the AWS Config rule soon after an access key or a tag one-active-key:... has changed.',
      permissions: PERMISSIONS.reevaluation,
      timeoutSeconds: 60,
      memoryMegabytes: 256,
      environment: { RULE_FUNCTION_ARN: ruleFunctionArn, SCHEDULER_ROLE_ARN: schedulerRole.attrArn },
    });
    return resource;
  }

  private invokeAfterChanges(resource: CfnFunction): void {
    const changes = new CfnRule(this, 'Changes', {
      eventPattern: iamChangePattern(),
      targets: [{ id: 'reevaluation', arn: resource.attrArn }],
    });
    new CfnPermission(this, 'Permission', {
      functionName: resource.ref,
      action: 'lambda:InvokeFunction',
      principal: 'events.amazonaws.com',
      sourceArn: changes.attrArn,
    });
  }
}
