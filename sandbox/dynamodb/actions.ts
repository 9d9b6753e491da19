import type { ConditionCheck, Delete, Put } from '@aws-sdk/client-dynamodb';
import { parseItem } from './attribute-values.ts';
import type { Condition } from './expression/condition.ts';
import { isMet } from './expression/evaluate.ts';
import { parseExpression } from './expression/parse.ts';
import { refuseWithoutExpression } from './expression/references.ts';
import type { Item } from './item.ts';
import { type ItemKey, keyOfItem, keyOfRequest } from './keys.ts';
import type { Table, TableStore } from './tables.ts';

/** One write or check of one item, whose table and expression are valid. Its key may still be invalid. */
export interface Action {
  readonly tableName: string;
  readonly table: Table;
  /** The key of the item; throws DynamoDB's error if the request has no valid key. */
  key(): ItemKey;
  /** Whether the item as it is now meets the condition; an action without a condition is always performed. */
  isAllowed(item: Item | undefined): boolean;
  /** Whether a failed condition returns the item. */
  readonly returnsItem: boolean;
  perform(): void;
}

/** The members that all actions have in common. */
const CONDITIONAL = [
  'TableName',
  'ConditionExpression',
  'ExpressionAttributeNames',
  'ExpressionAttributeValues',
  'ReturnValuesOnConditionCheckFailure',
];

/** The members of each kind of action that the sandbox supports. */
export const ACTION_MEMBERS = {
  Put: [...CONDITIONAL, 'Item'],
  Delete: [...CONDITIONAL, 'Key'],
  ConditionCheck: [...CONDITIONAL, 'Key'],
} as const;

/** Parses the action that stores an item in place of the item with the same key. */
export function parsePut(tables: TableStore, request: Put): Action {
  const item = parseItem(request.Item);
  const action = parseAction(tables, request, () => keyOfItem(item));
  return { ...action, perform: () => action.table.write(action.key(), item) };
}

/** Parses the action that deletes an item, whether it exists or not. */
export function parseDelete(tables: TableStore, request: Delete): Action {
  const key = parseItem(request.Key);
  const action = parseAction(tables, request, () => keyOfRequest(key));
  return { ...action, perform: () => action.table.write(action.key(), undefined) };
}

/** Parses the action that changes nothing. */
export function parseConditionCheck(tables: TableStore, request: ConditionCheck): Action {
  const key = parseItem(request.Key);
  return { ...parseAction(tables, request, () => keyOfRequest(key)), perform: () => {} };
}

function parseAction(
  tables: TableStore,
  request: Omit<Put, 'Item'>,
  key: () => ItemKey,
): Omit<Action, 'perform'> {
  const condition = parseCondition(request);
  const { TableName: tableName = '', ReturnValuesOnConditionCheckFailure: returned } = request;
  return {
    tableName,
    table: tables.named(tableName),
    key,
    isAllowed: (item) => condition === undefined || isMet(condition, item),
    returnsItem: returned === 'ALL_OLD',
  };
}

function parseCondition(request: Omit<Put, 'Item'>): Condition | undefined {
  const { ConditionExpression: expression } = request;
  const { ExpressionAttributeNames: names, ExpressionAttributeValues: values } = request;
  const kind = 'ConditionExpression';
  if (expression != null) return parseExpression({ kind, expression, names, values });
  refuseWithoutExpression(kind, { names, values });
  return undefined;
}
