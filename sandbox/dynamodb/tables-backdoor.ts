import type { Item } from './item.ts';
import { keyOfItem } from './keys.ts';
import type { TableStore } from './tables.ts';

/** A table to create. */
export interface NewTable {
  readonly name: string;
}

/** Direct access to DynamoDB, without the API's gates, faults, lag and call log. */
export interface Tables {
  /**
   * Creates a table with the partition key `pk` and the sort key `sk`, both of type S; throws if the name is
   * taken.
   */
  add(table: NewTable): void;
  names(): readonly string[];
  /** Stores an item as it is; throws for an item without a valid key and for an unknown table. */
  put(tableName: string, item: Item): void;
  /** The items of a table, in the order of their keys. */
  itemsOf(tableName: string): readonly Item[];
}

/** Creates the direct access to the tables of an account. */
export function createTables(store: TableStore): Tables {
  return {
    add: ({ name }) => store.add(name),
    names: () => store.names(),
    put: (tableName, item) => store.named(tableName).write(keyOfItem(item), item),
    itemsOf: (tableName) => store.named(tableName).latest().all(),
  };
}
