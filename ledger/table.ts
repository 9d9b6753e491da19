/**
 * Reads and conditional writes of items: the only file that calls DynamoDB. Each function throws
 * `LedgerUnavailableError`.
 */

import {
  type AttributeValue,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  PutItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import { requiredList } from '../aws/required.ts';
import { type ALWAYS, type Condition, expressionOf } from './conditions.ts';
import { LedgerUnavailableError } from './errors.ts';
import { EXPIRES_AT } from './expiry.ts';
import type { Item, ItemKey } from './item.ts';

/** The client and the table of the ledger; created once per process. */
export interface Ledger {
  readonly dynamodb: DynamoDBClient;
  readonly tableName: string;
}

/** A write that DynamoDB made, or did not make because of the item that exists; undefined if none exists. */
export type WriteResult =
  | { readonly isWritten: true }
  | { readonly isWritten: false; readonly existing: Item | undefined };

/**
 * Reads all items of a kind whose `sk` begins with a text, or all items of the kind if the text is empty, in
 * the order of `sk`, all earlier writes included.
 */
export async function* queryItems(
  { dynamodb, tableName }: Ledger,
  { pk, sk: beginning }: ItemKey,
): AsyncGenerator<Item> {
  let start: Record<string, AttributeValue> | undefined;
  do {
    const query = new QueryCommand({
      TableName: tableName,
      ConsistentRead: true,
      ...keyCondition({ pk, sk: beginning }),
      ...(start ? { ExclusiveStartKey: start } : {}),
    });
    const page = await readPage({ dynamodb, tableName }, query);
    yield* page.items.map(fromAttributes);
    start = page.end;
  } while (start);
}

/** Reads one item, all earlier writes included; undefined if there is none. */
export async function readItem(
  { dynamodb, tableName }: Ledger,
  { pk, sk }: ItemKey,
): Promise<Item | undefined> {
  const query = new QueryCommand({
    TableName: tableName,
    ConsistentRead: true,
    KeyConditionExpression: 'pk = :pk AND sk = :sk',
    ExpressionAttributeValues: { ':pk': { S: pk }, ':sk': { S: sk } },
  });
  const { items } = await readPage({ dynamodb, tableName }, query);
  return items.map(fromAttributes)[0];
}

/** Without its list, an answer does not prove that there are no items. */
async function readPage({ dynamodb, tableName }: Ledger, query: QueryCommand) {
  try {
    const { Items, LastEvaluatedKey } = await dynamodb.send(query);
    return { items: requiredList('Items', Items), end: LastEvaluatedKey };
  } catch (cause) {
    throw new LedgerUnavailableError(tableName, 'read', cause);
  }
}

/** DynamoDB refuses an empty text as the value of a key. */
function keyCondition({ pk, sk }: ItemKey) {
  const kind = { ':pk': { S: pk } };
  if (sk === '') return { KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: kind };
  return {
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
    ExpressionAttributeValues: { ...kind, ':sk': { S: sk } },
  };
}

/** Writes a whole item if the item that exists meets the condition. */
export function putItem(
  { dynamodb, tableName }: Ledger,
  item: Item,
  condition: Condition | typeof ALWAYS,
): Promise<WriteResult> {
  const command = new PutItemCommand({
    TableName: tableName,
    Item: toAttributes(item),
    ...expressionOf(condition),
  });
  return conditional(tableName, () => dynamodb.send(command));
}

/**
 * Deletes an item if its attribute `nonce` is this one: an item that another write has put in its place
 * stays.
 */
export async function deleteItem(
  { dynamodb, tableName }: Ledger,
  { pk, sk }: ItemKey,
  nonce: string,
): Promise<void> {
  const command = new DeleteItemCommand({
    TableName: tableName,
    Key: toAttributes({ pk, sk }),
    ...expressionOf({ mayBeAbsent: false, nonces: [nonce] }),
  });
  await conditional(tableName, () => dynamodb.send(command));
}

async function conditional(tableName: string, send: () => Promise<unknown>): Promise<WriteResult> {
  try {
    await send();
    return { isWritten: true };
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) {
      throw new LedgerUnavailableError(tableName, 'write', error);
    }
    return { isWritten: false, existing: error.Item && fromAttributes(error.Item) };
  }
}

/** All attributes are texts but the number `expiresAt`. */
function toAttributes(item: Readonly<Record<string, string>>): Record<string, AttributeValue> {
  const attribute = (name: string, value: string) => (name === EXPIRES_AT ? { N: value } : { S: value });
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, attribute(name, value)]));
}

/**
 * An attribute of another type than string is left out: whoever reads the item then misses it and says so.
 */
function fromAttributes(attributes: Readonly<Record<string, AttributeValue>>): Item {
  const strings = Object.entries(attributes).flatMap(([name, value]) => {
    const text: unknown = value?.S;
    return typeof text === 'string' ? [[name, text]] : [];
  });
  return Object.fromEntries(strings);
}
