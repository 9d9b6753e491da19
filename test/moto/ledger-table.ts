import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DynamoDBClient,
  paginateScan,
} from '@aws-sdk/client-dynamodb';
import { type DeployedStack, onlyResource } from '../support/cloudformation/deploy.ts';
import type { Moto } from '../support/moto.ts';

/**
 * Creates the table of the ledger as the template describes it, under the name that the functions have from
 * the stack.
 */
export async function createLedgerTable(settings: Moto['settings'], stack: DeployedStack): Promise<void> {
  const { properties } = onlyResource(stack, 'AWS::DynamoDB::Table');
  const { AttributeDefinitions, KeySchema, BillingMode } = properties as Pick<
    CreateTableCommandInput,
    'AttributeDefinitions' | 'KeySchema' | 'BillingMode'
  >;
  const TableName = stack.outputs['LedgerTable'];
  await new DynamoDBClient(settings).send(
    new CreateTableCommand({ TableName, AttributeDefinitions, KeySchema, BillingMode }),
  );
}

type Item = Readonly<Record<string, string>>;

/** All items of the ledger, as texts. */
export async function readLedger(settings: Moto['settings'], stack: DeployedStack): Promise<readonly Item[]> {
  const found: Item[] = [];
  const request = { TableName: stack.outputs['LedgerTable'], ConsistentRead: true };
  for await (const { Items = [] } of paginateScan({ client: new DynamoDBClient(settings) }, request)) {
    for (const item of Items) {
      found.push(Object.fromEntries(Object.entries(item).map(([name, { S = '' }]) => [name, S])));
    }
  }
  return found;
}
