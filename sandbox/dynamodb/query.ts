import type { QueryCommandInput } from '@aws-sdk/client-dynamodb';
import type { Operations } from '../api.ts';
import { compareTexts, parseItem, sizeOf } from './attribute-values.ts';
import { isMet } from './expression/evaluate.ts';
import { type KeyCondition, parseKeyCondition } from './expression/key-condition.ts';
import type { Item } from './item.ts';
import { type ItemKey, keyOfItem, keyOfRequest } from './keys.ts';
import { invalid, refuseUnsupported } from './refusals.ts';
import type { TableStore } from './tables.ts';

/** The maximum size of the items of one page: 1 MB (API reference, Query: Limit). */
const MAX_PAGE_SIZE = 1024 * 1024;

const MEMBERS = [
  'TableName',
  'KeyConditionExpression',
  'ExpressionAttributeNames',
  'ExpressionAttributeValues',
  'ScanIndexForward',
  'Limit',
  'ExclusiveStartKey',
  'ConsistentRead',
];

/** The operation that reads the items of one partition, page by page. */
export function queryOperations(tables: TableStore): Operations {
  return {
    Query(request: QueryCommandInput) {
      refuseUnsupported('Query', request, MEMBERS);
      const condition = conditionOf(request);
      const table = tables.named(request.TableName ?? '');
      const start = startOf(request, condition);
      const view = request.ConsistentRead ? table.latest() : table.eventual();
      const items = view.partition(condition.pk).filter((item) => isSelected(condition, item));
      return pageOf(request.ScanIndexForward === false ? items.toReversed() : items, request, start);
    },
  };
}

function conditionOf(request: QueryCommandInput): KeyCondition {
  const { KeyConditionExpression: expression } = request;
  const { ExpressionAttributeNames: names, ExpressionAttributeValues: values } = request;
  if (expression != null) return parseKeyCondition({ expression, names, values });
  throw invalid(
    'Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.',
  );
}

function isSelected({ sk }: KeyCondition, item: Item): boolean {
  return sk === undefined || isMet(sk, item);
}

/** The key after which the page begins; throws DynamoDB's error if the query could not have returned it. */
function startOf(
  { ExclusiveStartKey: key }: QueryCommandInput,
  condition: KeyCondition,
): ItemKey | undefined {
  if (key == null) return undefined;
  const item = parseItem(key);
  const start = startKeyOf(item);
  if (!isSelected(condition, item)) {
    throw invalid('The provided starting key does not match the range key predicate');
  }
  if (start.pk === condition.pk) return start;
  // AWS has these two messages for one mistake.
  throw invalid(
    condition.sk
      ? 'The query can return at most one row and cannot be restarted'
      : 'The provided starting key is outside query boundaries based on provided conditions',
  );
}

function startKeyOf(key: Item): ItemKey {
  try {
    return keyOfRequest(key);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw invalid(`The provided starting key is invalid: ${reason}`);
  }
}

/**
 * The items after the start, up to the limit and up to 1 MB, with the key of the last one if reading stopped
 * there.
 */
function pageOf(items: readonly Item[], request: QueryCommandInput, start: ItemKey | undefined): object {
  const { Limit: limit = Number.POSITIVE_INFINITY, ScanIndexForward: isForward = true } = request;
  const left = items.filter((item) => {
    const order = start ? compareTexts(keyOfItem(item).sk, start.sk) : 0;
    return !start || (isForward ? order > 0 : order < 0);
  });
  const page: Item[] = [];
  let size = 0;
  for (const item of left) {
    size += sizeOf(item);
    if (page.length === limit || size > MAX_PAGE_SIZE) break;
    page.push(item);
  }
  const last = page.at(-1);
  // A page that is full to its limit has this key even if no item follows (API reference, Query:
  // LastEvaluatedKey).
  const isComplete = page.length === left.length && page.length < limit;
  const answer = { Items: page, Count: page.length, ScannedCount: page.length };
  return isComplete || !last ? answer : { ...answer, LastEvaluatedKey: { pk: last['pk'], sk: last['sk'] } };
}
