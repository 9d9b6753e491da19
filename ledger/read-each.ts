import { MalformedItemError, orMalformed } from './errors.ts';
import type { Item, ItemKey } from './item.ts';
import { type Ledger, queryItems } from './table.ts';

/**
 * What was read of each item, in the order of their keys, and an error for each item that is none of its
 * kind.
 */
export interface EachRead<Value> {
  readonly read: readonly Value[];
  readonly malformed: readonly MalformedItemError[];
}

/** Parses each item; one that `parseOne` finds malformed does not hide the others. */
export function parseAll<From, Value>(
  items: Iterable<From>,
  parseOne: (item: From) => Value,
): EachRead<Value> {
  const read: Value[] = [];
  const malformed: MalformedItemError[] = [];
  for (const item of items) {
    const value = orMalformed(() => parseOne(item));
    if (value instanceof MalformedItemError) malformed.push(value);
    else read.push(value);
  }
  return { read, malformed };
}

/** Reads each item of the ledger whose key begins so, as `parseAll` does. Throws `LedgerUnavailableError`. */
export async function readEach<Value>(
  ledger: Ledger,
  beginning: ItemKey,
  parseOne: (item: Item) => Value,
): Promise<EachRead<Value>> {
  const items: Item[] = [];
  for await (const item of queryItems(ledger, beginning)) items.push(item);
  return parseAll(items, parseOne);
}
