import { type AttributeValue, type DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { createSandboxAccount, type SandboxAccount, type SandboxOptions } from '../../../sandbox/account.ts';

/** The name of the table of these tests. */
export const TABLE = 'ledger';

/** An item as a request has it. */
export type RequestItem = Record<string, AttributeValue>;

/** An account with the table, and a client that is connected to it. */
export function aLedger(options: SandboxOptions = {}): {
  readonly account: SandboxAccount;
  readonly dynamodb: DynamoDBClient;
  readonly outcomes: () => readonly string[];
} {
  const account = createSandboxAccount(options);
  account.tables.add({ name: TABLE });
  const { dynamodb } = account.connect({ principal: 'tester' });
  return { account, dynamodb, outcomes: () => account.calls.map(({ outcome }) => outcome) };
}

/** The key of an item. */
export const keyed = (sk: string, pk = 'p') => ({ pk: { S: pk }, sk: { S: sk } });

/** The request that stores an item with this sort key, if the members do not say otherwise. */
export function put(sk: string, members: object = {}): PutItemCommand {
  return new PutItemCommand({ TableName: TABLE, Item: keyed(sk), ...members });
}
