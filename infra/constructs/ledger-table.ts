import { Aws, CfnCondition, Fn, type IResolvable, RemovalPolicy, Token } from 'aws-cdk-lib';
import { CfnTable } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { EXPIRES_AT } from '../../ledger/table.ts';
import { applyCondition } from './apply-condition.ts';
import type { StackContext } from './stack-context.ts';

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
      // A number of seconds (ledger/table.ts); whatever lacks the attribute stays.
      timeToLiveSpecification: { attributeName: EXPIRES_AT, enabled: true },
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      sseSpecification: encryption(parameters('KmsKeyArn').valueAsString),
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

/** Without a key of the customer, DynamoDB encrypts the table with a key of its own. */
function encryption(keyArn: string): IResolvable {
  const withKey = { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: keyArn };
  return Token.asAny(Fn.conditionIf('HasKmsKey', withKey, Aws.NO_VALUE));
}
