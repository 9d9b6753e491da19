import type { Operations } from '../api.ts';
import type { VirtualClock } from '../clock.ts';
import { itemOperations } from './item-operations.ts';
import { queryOperations } from './query.ts';
import type { TableStore } from './tables.ts';
import { transactionOperations } from './transactions.ts';

/** DynamoDB: every operation that the sandbox serves. */
export function dynamodbOperations(tables: TableStore, clock: VirtualClock): Operations {
  return { ...itemOperations(tables), ...queryOperations(tables), ...transactionOperations(tables, clock) };
}
