import { Token } from 'aws-cdk-lib';
import type { CfnPolicy, CfnRole } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { ledgerPermissions } from '../permissions/ledger.ts';
import { LEDGER_KEY_PERMISSIONS } from '../permissions/ledger-key.ts';
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

/** The table, and whether a function that exists without a ledger, too, uses it. */
export interface OptionalLedgerAccess {
  readonly context: StackContext;
  readonly ledger: LedgerTable;
  /** Whose permissions the function has. */
  readonly access: 'rule' | 'notification';
  readonly existence: Existence;
  /** The function uses the ledger, and a key of the customer encrypts it. */
  readonly existenceWithKey: Existence;
}

/**
 * Lets the role of a function that exists without a ledger, too, use the ledger if there is one. Returns the
 * policies, each with its existence and its name: a function that knows the table has to be allowed to use
 * it, so CloudFormation has to create them first.
 */
export function addOptionalLedgerPolicies(
  scope: Construct,
  role: CfnRole,
  { context: { settings }, ledger, access, existence, existenceWithKey }: OptionalLedgerAccess,
): readonly (readonly [Existence, string | undefined])[] {
  const policy = addIf(existence, () =>
    addPolicy(scope, 'LedgerPolicy', {
      policyName: 'one-active-key-ledger',
      permissions: ledgerPermissions(access, ledger.tableArn),
      roleName: role.ref,
      settings,
    }),
  );
  const keyPolicy = addLedgerKeyPolicy(scope, role, { settings, existence: existenceWithKey });
  return [
    [existence, policy?.ref],
    [existenceWithKey, keyPolicy?.ref],
  ];
}

/** Lets the role of the rule function use the ledger if there is one, before the function knows it. */
export function addRuleLedgerPolicies(
  scope: Construct,
  { resource, role }: Pick<AddedFunction, 'resource' | 'role'>,
  { ledger, context }: { readonly ledger: LedgerTable; readonly context: StackContext },
): void {
  const { remembers: existence, remembersWithKey: existenceWithKey } = context.conditions;
  const access = { context, ledger, access: 'rule', existence, existenceWithKey } as const;
  const policies = addOptionalLedgerPolicies(scope, role, access);
  // DependsOn cannot be conditional; a reference in the metadata makes the same dependency and can.
  resource.cfnOptions.metadata = { After: policies.map(([exists, name]) => choose(exists, name, '')) };
}

/** The name of the table, as a variable of a function that exists without a ledger, too. */
export const optionalTableName = ({ tableName }: LedgerTable, { remembers }: Conditions): string =>
  Token.asString(ifExists(remembers, tableName));
