import type { TransactWriteItem, TransactWriteItemsCommandInput } from '@aws-sdk/client-dynamodb';
import { AwsError, type Operations } from '../api.ts';
import type { VirtualClock } from '../clock.ts';
import { ACTION_MEMBERS, type Action, parseConditionCheck, parseDelete, parsePut } from './actions.ts';
import type { ItemKey } from './keys.ts';
import {
  type CancellationReason,
  CONDITION_FAILED,
  invalid,
  refuseUnsupported,
  transactionCancelled,
} from './refusals.ts';
import type { TableStore } from './tables.ts';
import { createTransactionTokens } from './transaction-tokens.ts';

/** The operation that performs either all of its actions or none. */
export function transactionOperations(tables: TableStore, clock: VirtualClock): Operations {
  const tokens = createTransactionTokens(clock);
  return {
    TransactWriteItems(request: TransactWriteItemsCommandInput) {
      refuseUnsupported('TransactWriteItems', request, ['TransactItems', 'ClientRequestToken']);
      const actions = (request.TransactItems ?? []).map((item) => parseTransactItem(tables, item));
      if (tokens.isRepeated(request)) return {};
      performAll(actions);
      tokens.remember(request);
      return {};
    },
  };
}

function parseTransactItem(tables: TableStore, item: TransactWriteItem): Action {
  const kinds = Object.entries(item).filter(([, action]) => action != null);
  if (kinds.length !== 1) {
    throw invalid('TransactItems can only contain one of Check, Put, Update or Delete');
  }
  const { Put, Delete, ConditionCheck, Update } = item;
  if (Put) return parsePut(tables, supported('Put', Put));
  if (Delete) return parseDelete(tables, supported('Delete', Delete));
  if (ConditionCheck) return parseConditionCheck(tables, supported('ConditionCheck', ConditionCheck));
  throw new Error(`The sandbox does not support the action Update; received ${Update?.UpdateExpression}`);
}

function supported<Request extends object>(kind: keyof typeof ACTION_MEMBERS, request: Request): Request {
  refuseUnsupported(kind, request, ACTION_MEMBERS[kind]);
  return request;
}

function performAll(actions: readonly Action[]): void {
  const keys = actions.map(keyOrReason);
  const names = actions.flatMap(({ tableName }, index) => {
    const key = keys[index];
    return key && 'pk' in key ? JSON.stringify([tableName, key.pk, key.sk]) : [];
  });
  if (new Set(names).size < names.length) {
    throw invalid('Transaction request cannot include multiple operations on one item');
  }
  const reasons = actions.map((action, index) => reasonOf(action, keys[index]));
  if (reasons.some(({ Code }) => Code !== 'None')) throw transactionCancelled(reasons);
  for (const action of actions) action.perform();
}

/** The key of an action, or the reason why it is invalid, which cancels the transaction. */
function keyOrReason(action: Action): ItemKey | CancellationReason {
  try {
    return action.key();
  } catch (error) {
    if (error instanceof AwsError) return { Code: 'ValidationError', Message: error.message };
    throw error;
  }
}

function reasonOf(
  { table, isAllowed, returnsItem }: Action,
  key: ItemKey | CancellationReason | undefined,
): CancellationReason {
  if (!key || 'Code' in key) return key ?? { Code: 'None' };
  const item = table.latest().item(key);
  if (isAllowed(item)) return { Code: 'None' };
  const reason = { Code: 'ConditionalCheckFailed', Message: CONDITION_FAILED } as const;
  return item && returnsItem ? { ...reason, Item: item } : reason;
}
