import type { CfnCondition } from 'aws-cdk-lib';
import { Aws, Fn } from 'aws-cdk-lib';
import type { CfnRole } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { LEDGER_KEY_PERMISSIONS, ledgerPermissions } from '../permissions/ledger.ts';
import { applyCondition } from './apply-condition.ts';
import type { Conditions } from './conditions.ts';
import type { LedgerTable } from './ledger-table.ts';
import { addPolicy } from './role.ts';

/** Lets the role of a function use the customer's key of the ledger, if there are both. */
export function addLedgerKeyPolicy(scope: Construct, role: CfnRole, condition: CfnCondition): void {
  const policy = addPolicy(scope, 'LedgerKeyPolicy', {
    policyName: 'one-active-key-ledger-key',
    permissions: LEDGER_KEY_PERMISSIONS,
    roleName: role.ref,
  });
  applyCondition(condition, policy);
}

/** Lets the role of the rule function, which exists without a ledger, too, use the ledger if there is one. */
export function addRuleLedgerPolicies(
  scope: Construct,
  role: CfnRole,
  { ledger, conditions }: { readonly ledger: LedgerTable; readonly conditions: Conditions },
): void {
  const policy = addPolicy(scope, 'LedgerPolicy', {
    policyName: 'one-active-key-ledger',
    permissions: ledgerPermissions('rule', ledger.tableArn),
    roleName: role.ref,
  });
  applyCondition(conditions.remembers, policy);
  addLedgerKeyPolicy(scope, role, conditions.remembersWithKey);
}

/** The name of the table, as a variable of a function that exists without a ledger, too. */
export const optionalTableName = ({ tableName }: LedgerTable, { remembers }: Conditions): string =>
  Fn.conditionIf(remembers.logicalId, tableName, Aws.NO_VALUE).toString();
