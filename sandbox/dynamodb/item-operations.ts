import type {
  DeleteItemCommandInput,
  GetItemCommandInput,
  PutItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import type { Operations } from '../api.ts';
import { ACTION_MEMBERS, type Action, parseDelete, parsePut } from './actions.ts';
import { parseItem } from './attribute-values.ts';
import { keyOfRequest } from './keys.ts';
import { conditionFailed, invalid, refuseUnsupported } from './refusals.ts';
import type { TableStore } from './tables.ts';

/** The operations on one item. */
export function itemOperations(tables: TableStore): Operations {
  return {
    GetItem(request: GetItemCommandInput) {
      refuseUnsupported('GetItem', request, ['TableName', 'Key', 'ConsistentRead']);
      const key = parseItem(request.Key);
      const table = tables.named(request.TableName ?? '');
      const view = request.ConsistentRead ? table.latest() : table.eventual();
      const item = view.item(keyOfRequest(key));
      return item ? { Item: item } : {};
    },
    PutItem(request: PutItemCommandInput) {
      refuseUnsupported('PutItem', request, [...ACTION_MEMBERS.Put, 'ReturnValues']);
      return perform(parsePut(tables, request), request.ReturnValues);
    },
    DeleteItem(request: DeleteItemCommandInput) {
      refuseUnsupported('DeleteItem', request, [...ACTION_MEMBERS.Delete, 'ReturnValues']);
      return perform(parseDelete(tables, request), request.ReturnValues);
    },
  };
}

/** Performs an action if its condition is met; returns the item before it if the request asks for that. */
function perform(action: Action, returnValues = 'NONE'): object {
  // The operations accept two of the values of their model (API reference, PutItem and DeleteItem:
  // ReturnValues).
  if (!['NONE', 'ALL_OLD'].includes(returnValues)) throw invalid('Return values set to invalid value');
  const item = action.table.latest().item(action.key());
  if (!action.isAllowed(item)) throw conditionFailed(action.returnsItem ? item : undefined);
  action.perform();
  return item && returnValues === 'ALL_OLD' ? { Attributes: item } : {};
}
