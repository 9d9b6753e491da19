import { Aws, Fn, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { NAMES } from '../../product/names.ts';
import { ledgerPermissions } from '../permissions/ledger.ts';
import { PERMISSIONS } from '../permissions/role-permissions.ts';
import { ifExists } from './existence.ts';
import { type AddedFunction, addFunction } from './lambda-function.ts';
import { addLedgerKeyPolicy } from './ledger-access.ts';
import { addRole, type Trust } from './role.ts';
import type { LedgerFunctionProps } from './rule-function.ts';

/**
 * The function that deactivates access keys, and the role with which the runbooks invoke it. Neither exists
 * if the parameter Remediation is None.
 */
export class RemediationFunction extends Construct {
  readonly functionName: string;
  readonly functionArn: string;
  readonly logGroupName: string;
  readonly roleName: string;
  readonly automationRoleArn: string;

  constructor(scope: Construct, id: string, props: LedgerFunctionProps) {
    super(scope, id);
    const { settings, conditions, roleSettings } = props.context;
    const automationRole = addRole(this, 'AutomationRole', {
      roleName: NAMES.automationRole,
      trust: automationTrust(),
      permissions: PERMISSIONS.automation,
      settings: roleSettings,
    });
    const { resource, role, logGroup } = this.addFunction(props, automationRole.attrArn);
    addLedgerKeyPolicy(this, role, { settings, existence: conditions.remediatesWithKey });
    this.functionName = resource.ref;
    this.functionArn = resource.attrArn;
    this.logGroupName = logGroup.ref;
    this.roleName = role.ref;
    this.automationRoleArn = automationRole.attrArn;
  }

  private addFunction(
    { context, ruleFunctionArn, ledger, notification }: LedgerFunctionProps,
    automationRoleArn: string,
  ): AddedFunction {
    return addFunction(this, context, {
      functionName: NAMES.remediationFunction,
      description:
        'Deactivates surplus access keys, never the last active one, and reactivates them on request. The runbooks ' +
        'invoke it.',
      permissions: [...PERMISSIONS.remediation, ...ledgerPermissions('remediation', ledger.tableArn)],
      // Less than the 300 seconds after which the runbook's step times out: the execution then shows the
      // function's own error.
      timeoutSeconds: 290,
      memoryMegabytes: 512,
      environment: {
        RULE_FUNCTION_ARN: ruleFunctionArn,
        AUTOMATION_ROLE_ARN: automationRoleArn,
        LEDGER_TABLE: ledger.tableName,
        NOTICE_DAYS: context.settings('NoticeDays'),
        AUTOMATIC_PER_DAY: context.settings('AutomaticPerDay'),
        NOTIFICATION_FUNCTION: Token.asString(
          ifExists(context.conditions.notifies, notification?.functionName),
        ),
      },
    });
  }
}

/**
 * Prevents the confused deputy problem (Systems Manager User Guide, "Create a service role for Automation").
 */
function automationTrust(): Trust {
  const executions = 'arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:automation-execution/*';
  return {
    service: 'ssm.amazonaws.com',
    condition: {
      StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
      ArnLike: { 'aws:SourceArn': Fn.sub(executions) },
    },
  };
}
