import type { CfnCondition } from 'aws-cdk-lib';
import type { CfnRole } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { LEDGER_KEY_PERMISSIONS } from '../permissions/ledger.ts';
import { applyCondition } from './apply-condition.ts';
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
