import { type IResolvable, RemovalPolicy, Token } from 'aws-cdk-lib';
import { CfnTable } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { EXPIRES_AT } from '../../ledger/expiry.ts';
import { addExistence, addIf, allOf, choose, ifExists } from './existence.ts';
import { isMissing, substitute } from './settings.ts';
import type { StackContext } from './stack-context.ts';

/**
 * The table in which One Active Key remembers what it did. It contains evidence, so it stays when the stack
 * is deleted; its name is generated, so that it is no obstacle when the stack is deployed again. With the
 * parameter ExistingLedgerTable the stack uses a table from before and creates none.
 */
export class LedgerTable extends Construct {
  readonly tableName: string;
  readonly tableArn: string;

  constructor(scope: Construct, id: string, context: StackContext) {
    super(scope, id);
    const { settings, conditions } = context;
    const createsTable = addExistence(
      scope,
      'CreatesLedger',
      allOf(conditions.remembers, isMissing(settings, 'ExistingLedgerTable')),
    );
    const table = addIf(createsTable, () => this.addTable(context));
    const arn =
      'arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${ExistingLedgerTable}';
    const either = (created: string | undefined, given: string) =>
      Token.asString(choose(createsTable, created, given));
    this.tableName = either(table?.ref, settings('ExistingLedgerTable'));
    this.tableArn = either(table?.attrArn, substitute(settings, arn));
  }

  private addTable(context: StackContext): CfnTable {
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
      // A number of seconds (ledger/expiry.ts); whatever lacks the attribute stays.
      timeToLiveSpecification: { attributeName: EXPIRES_AT, enabled: true },
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      sseSpecification: encryption(context),
    });
    table.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    return table;
  }
}

/** Without a key of the customer, DynamoDB encrypts the table with a key of its own. */
function encryption({
  settings,
  conditions: { hasKmsKey },
}: StackContext): CfnTable.SSESpecificationProperty | IResolvable {
  const kmsMasterKeyId = settings('KmsKeyArn');
  if (hasKmsKey === true) return { sseEnabled: true, sseType: 'KMS', kmsMasterKeyId };
  // Within an intrinsic function, CDK does not translate the names.
  const withKey = { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: kmsMasterKeyId };
  return Token.asAny(ifExists(hasKmsKey, withKey));
}
