import type { CfnResource } from 'aws-cdk-lib';
import { CfnParameter } from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';
import { NAMES } from '../../product/names.ts';
import type { LedgerTable } from './ledger-table.ts';

/** The table of the ledger, and the resource after which the parameter is created. */
export interface LedgerParameterProps {
  readonly ledger: LedgerTable;
  readonly after: CfnResource;
}

/**
 * Adds the parameter in Parameter Store that names the table of the ledger, whose own name CloudFormation
 * generates. The command line reads it, so that the same command finds the ledger of every account; no
 * function reads it. It exists where a ledger is.
 *
 * It is created after `after`, a resource with a name of its own: in an account that has the stack already,
 * the creation fails there, before it comes to the parameter of the other stack.
 */
export function addLedgerParameter(scope: Construct, { ledger, after }: LedgerParameterProps): CfnParameter {
  const parameter = new CfnParameter(scope, 'LedgerTableName', {
    name: NAMES.ledgerParameter,
    description: 'The table in which One Active Key remembers what it did.',
    type: 'String',
    // Without it, the default tier of the account decides, which may be the one that costs (Systems Manager
    // User Guide, "Specifying a default parameter tier").
    tier: 'Standard',
    value: ledger.tableName,
  });
  parameter.addResourceDependency(after);
  return parameter;
}
