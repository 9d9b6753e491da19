import { Aws, Fn } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import type { CfnRole } from 'aws-cdk-lib/aws-iam';
import { type CfnFunction, CfnPermission } from 'aws-cdk-lib/aws-lambda';
import { CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import { NAMES } from '../../product/names.ts';
import { iamChangePattern } from '../iam-changes.ts';
import { ledgerPermissions } from '../permissions/ledger.ts';
import { SCHEDULE_GROUP } from '../permissions/resources.ts';
import { PERMISSIONS } from '../permissions/role-permissions.ts';
import { type AddedFunction, addFunction } from './lambda-function.ts';
import { addLedgerKeyPolicy } from './ledger-access.ts';
import { addRetries } from './retries.ts';
import { addRole } from './role.ts';
import type { LedgerFunctionProps } from './rule-function.ts';
import type { StackContext } from './stack-context.ts';

/**
 * Near real time: starts an evaluation of the changed users within minutes after a change, at most once a
 * minute.
 */
export class Reevaluation extends Construct {
  readonly functionArn: string;
  readonly logGroupName: string;

  constructor(scope: Construct, id: string, props: LedgerFunctionProps) {
    super(scope, id);
    const { context } = props;
    const schedulerRole = this.addScheduler(context);
    const { resource, role, logGroup } = this.addReevaluationFunction(props, schedulerRole);
    this.functionArn = resource.attrArn;
    this.logGroupName = logGroup.ref;
    const { settings, conditions } = context;
    addLedgerKeyPolicy(this, role, { settings, existence: conditions.reevaluatesWithKey });
    this.invokeAfterChanges(resource);
    addRetries(this, context, {
      functionName: resource.ref,
      roleName: role.ref,
      destination: { notification: props.notification, existence: conditions.notifiesOfReevaluation },
      maximumRetryAttempts: 2,
    });
  }

  /** Adds the group of the schedules, and the role in which EventBridge Scheduler invokes their targets. */
  private addScheduler({ roleSettings }: StackContext): CfnRole {
    // EventBridge Scheduler deletes the pending schedules with their group, and CloudFormation deletes the
    // group with the stack.
    new CfnScheduleGroup(this, 'ScheduleGroup', { name: NAMES.scheduleGroup });
    return addRole(this, 'SchedulerRole', {
      roleName: NAMES.schedulerRole,
      trust: {
        service: 'scheduler.amazonaws.com',
        // EventBridge Scheduler User Guide, "Confused deputy prevention": the source is the schedule group.
        condition: {
          StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID, 'aws:SourceArn': Fn.sub(SCHEDULE_GROUP) },
        },
      },
      permissions: PERMISSIONS.scheduler,
      settings: roleSettings,
    });
  }

  private addReevaluationFunction(
    { context, ruleFunctionArn, ledger }: LedgerFunctionProps,
    schedulerRole: CfnRole,
  ): AddedFunction {
    return addFunction(this, context, {
      functionName: NAMES.reevaluationFunction,
      description:
        'Starts an evaluation of a user soon after an access key or a tag one-active-key:... of the user has changed.',
      permissions: [...PERMISSIONS.reevaluation, ...ledgerPermissions('reevaluation', ledger.tableArn)],
      timeoutSeconds: 60,
      memoryMegabytes: 256,
      environment: {
        RULE_FUNCTION_ARN: ruleFunctionArn,
        SCHEDULER_ROLE_ARN: schedulerRole.attrArn,
        LEDGER_TABLE: ledger.tableName,
      },
    });
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
