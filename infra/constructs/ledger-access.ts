import { Token } from 'aws-cdk-lib';
import type { CfnPolicy, CfnRole } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { LEDGER_KEY_PERMISSIONS, ledgerPermissions } from '../permissions/ledger.ts';
import { addIf, choose, type Existence, ifExists } from './existence.ts';
import type { AddedFunction } from './lambda-function.ts';
import type { LedgerTable } from './ledger-table.ts';
import { addPolicy } from './role.ts';
import type { Settings } from './settings.ts';
import type { Conditions, StackContext } from './stack-context.ts';

/** The settings, and whether a function uses the customer's key of the ledger. */
export interface LedgerKeyAccess {
  readonly settings: Settings;
  readonly existence: Existence;
}

/** Lets the role of a function use the customer's key of the ledger, if there are both. */
export function addLedgerKeyPolicy(
  scope: Construct,
  role: CfnRole,
  { settings, existence }: LedgerKeyAccess,
): CfnPolicy | undefined {
  return addIf(existence, () =>
    addPolicy(scope, 'LedgerKeyPolicy', {
      policyName: 'one-active-key-ledger-key',
      permissions: LEDGER_KEY_PERMISSIONS,
      roleName: role.ref,
      settings,
    }),
  );
}

/**
 * Lets the role of the rule function, which exists without a ledger, too, use the ledger if there is one. A function that knows
 * the table has to be allowed to use it, so CloudFormation creates the policies first.
 */
export function addRuleLedgerPolicies(
  scope: Construct,
  { resource, role }: Pick<AddedFunction, 'resource' | 'role'>,
  { ledger, context }: { readonly ledger: LedgerTable; readonly context: StackContext },
): void {
  const { settings, conditions } = context;
  const { remembers, remembersWithKey } = conditions;
  const policy = addIf(remembers, () =>
    addPolicy(scope, 'LedgerPolicy', {
      policyName: 'one-active-key-ledger',
      permissions: ledgerPermissions('rule', ledger.tableArn),
      roleName: role.ref,
      settings,
    }),
  );
  const keyPolicy = addLedgerKeyPolicy(scope, role, { settings, existence: remembersWithKey });
  // DependsOn cannot be conditional; a reference in the metadata makes the same dependency and can.
  resource.cfnOptions.metadata = {
    After: [choose(remembers, policy?.ref, ''), choose(remembersWithKey, keyPolicy?.ref, '')],
  };
}

/** The name of the table, as a variable of a function that exists without a ledger, too. */
export const optionalTableName = ({ tableName }: LedgerTable, { remembers }: Conditions): string =>
  Token.asString(ifExists(remembers, tableName));
