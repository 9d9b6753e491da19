import type { CfnCondition } from 'aws-cdk-lib';
import { Aws, Fn } from 'aws-cdk-lib';
import type { CfnPolicy, CfnRole } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { LEDGER_KEY_PERMISSIONS, ledgerPermissions } from '../permissions/ledger.ts';
import { applyCondition } from './apply-condition.ts';
import type { Conditions } from './conditions.ts';
import type { AddedFunction } from './lambda-function.ts';
import type { LedgerTable } from './ledger-table.ts';
import { addPolicy } from './role.ts';

/** Lets the role of a function use the customer's key of the ledger, if there are both. */
export function addLedgerKeyPolicy(scope: Construct, role: CfnRole, condition: CfnCondition): CfnPolicy {
  const policy = addPolicy(scope, 'LedgerKeyPolicy', {
    policyName: 'one-active-key-ledger-key',
    permissions: LEDGER_KEY_PERMISSIONS,
    roleName: role.ref,
  });
  applyCondition(condition, policy);
  return policy;
}

/**
 * Lets the role of the rule function, which exists without a ledger, too, use the ledger if there is one. A function that knows
 * the table has to be allowed to use it, so CloudFormation creates the policies first.
 */
export function addRuleLedgerPolicies(
  scope: Construct,
  { resource, role }: Pick<AddedFunction, 'resource' | 'role'>,
  { ledger, conditions }: { readonly ledger: LedgerTable; readonly conditions: Conditions },
): void {
  const { remembers, remembersWithKey } = conditions;
  const policy = addPolicy(scope, 'LedgerPolicy', {
    policyName: 'one-active-key-ledger',
    permissions: ledgerPermissions('rule', ledger.tableArn),
    roleName: role.ref,
  });
  applyCondition(remembers, policy);
  const keyPolicy = addLedgerKeyPolicy(scope, role, remembersWithKey);
  // DependsOn cannot be conditional; a reference in the metadata makes the same dependency and can.
  resource.cfnOptions.metadata = {
    After: [
      Fn.conditionIf(remembers.logicalId, policy.ref, ''),
      Fn.conditionIf(remembersWithKey.logicalId, keyPolicy.ref, ''),
    ],
  };
}

/** The name of the table, as a variable of a function that exists without a ledger, too. */
export const optionalTableName = ({ tableName }: LedgerTable, { remembers }: Conditions): string =>
  Fn.conditionIf(remembers.logicalId, tableName, Aws.NO_VALUE).toString();
