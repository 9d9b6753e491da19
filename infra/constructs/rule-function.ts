import { Aws, Token } from 'aws-cdk-lib';
import { type CfnFunction, CfnPermission } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { NAMES } from '../../product/names.ts';
import { PERMISSIONS } from '../permissions/role-permissions.ts';
import { choose } from './existence.ts';
import { type AddedFunction, addFunction } from './lambda-function.ts';
import { addRuleLedgerPolicies, optionalTableName } from './ledger-access.ts';
import type { LedgerTable } from './ledger-table.ts';
import type { NotificationFunction } from './notification-function.ts';
import { addRetries } from './retries.ts';
import type { StackContext } from './stack-context.ts';
import { addSweepMetric } from './sweep-metric.ts';

/** The context of a stack, and the rule function to which another function refers. */
export interface RuleFunctionReference {
  readonly context: StackContext;
  readonly ruleFunctionArn: string;
}

/**
 * The context of the stack, the rule function, the table of the ledger, and the function that tells people.
 */
export interface LedgerFunctionProps extends RuleFunctionReference {
  readonly ledger: LedgerTable;
  readonly notification: NotificationFunction | undefined;
}

/** The context of a stack, the table of its ledger, and the function that tells people. */
export interface RuleFunctionProps {
  readonly context: StackContext;
  readonly ledger: LedgerTable;
  readonly notification: NotificationFunction | undefined;
}

/** The function that evaluates the users; only AWS Config of this account may invoke it. */
export class RuleFunction extends Construct {
  readonly resource: CfnFunction;
  readonly functionArn: string;
  readonly logGroupName: string;
  /** The permission of AWS Config to invoke the function; Config does not create the rule without it. */
  readonly permission: CfnPermission;

  constructor(scope: Construct, id: string, { context, ledger, notification }: RuleFunctionProps) {
    super(scope, id);
    const { conditions } = context;
    const { resource, role, logGroup } = this.addRuleFunction(context, ledger);
    addRuleLedgerPolicies(this, { resource, role }, { ledger, context });
    addSweepMetric(this, logGroup, conditions.hasAlarms);
    this.resource = resource;
    this.functionArn = resource.attrArn;
    this.logGroupName = logGroup.ref;
    this.permission = new CfnPermission(this, 'Permission', {
      functionName: resource.ref,
      action: 'lambda:InvokeFunction',
      principal: 'config.amazonaws.com',
      sourceAccount: Aws.ACCOUNT_ID,
    });
    // AWS Config invokes the function asynchronously. Three runs of 15 minutes fit into one hour; Lambda's
    // default of six hours would let a late retry report evaluations that are out of date.
    addRetries(this, context, {
      functionName: resource.ref,
      roleName: role.ref,
      destination: { notification, existence: conditions.notifies },
      maximumRetryAttempts: 2,
      maximumEventAgeInSeconds: 3_600,
    });
  }

  private addRuleFunction(context: StackContext, ledger: LedgerTable): AddedFunction {
    return addFunction(this, context, {
      functionName: NAMES.ruleFunction,
      description:
        'Evaluates the AWS Config rule: every IAM user has at most one active access key. Reads IAM and ' +
        'never writes to it.',
      permissions: PERMISSIONS.rule,
      timeoutSeconds: 900,
      memoryMegabytes: 512,
      environment: {
        LEDGER_TABLE: optionalTableName(ledger, context.conditions),
        TELLS_OWNERS: Token.asString(choose(context.conditions.notifiesOfRemediation, 'true', 'false')),
      },
    });
  }
}
