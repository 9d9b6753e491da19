import { Aws, CfnCondition, Fn, RemovalPolicy, Token } from 'aws-cdk-lib';
import { CfnTable } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { applyCondition } from './apply-condition.ts';
import type { RuleFunctionReference } from './rule-function.ts';
import type { StackContext } from './stack-context.ts';

/** The context of the stack, the rule function, and the table of the ledger. */
export interface LedgerFunctionProps extends RuleFunctionReference {
  readonly ledger: LedgerTable;
}

/**
 * The table in which One Active Key remembers what it did. It contains evidence, so it stays when the stack is deleted; its name is
 * generated, so that it is no obstacle when the stack is deployed again. With the parameter ExistingLedgerTable the stack uses
 * a table from before and creates none.
 */
export class LedgerTable extends Construct {
  readonly tableName: string;
  readonly tableArn: string;

  constructor(scope: Construct, id: string, { parameters, conditions }: StackContext) {
    super(scope, id);
    const existing = parameters('ExistingLedgerTable').valueAsString;
    const createsTable = new CfnCondition(scope, 'CreatesLedger', {
      expression: Fn.conditionAnd(conditions.remembers, Fn.conditionEquals(existing, '')),
    });
    const table = new CfnTable(this, 'Table', {
      billingMode: 'PAY_PER_REQUEST',
      attributeDefinitions: [
        { attributeName: 'pk', attributeType: 'S' },
        { attributeName: 'sk', attributeType: 'S' },
      ],
      keySchema: [
        { attributeName: 'pk', keyType: 'HASH' },
        { attributeName: 'sk', keyType: 'RANGE' },
      ],
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      // Without a key of the customer, DynamoDB encrypts the table with a key of its own.
      sseSpecification: Token.asAny(
        Fn.conditionIf(
          'HasKmsKey',
          { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: parameters('KmsKeyArn').valueAsString },
          Aws.NO_VALUE,
        ),
      ),
    });
    table.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    applyCondition(createsTable, table);
    const either = (created: string, given: string) =>
      Fn.conditionIf(createsTable.logicalId, created, given).toString();
    this.tableName = either(table.ref, existing);
    const arn =
      'arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${ExistingLedgerTable}';
    this.tableArn = either(table.attrArn, Fn.sub(arn));
  }
}
