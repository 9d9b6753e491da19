import type { VirtualClock } from '../clock.ts';
import { createHistory, type History } from '../history.ts';
import { compareTexts } from './attribute-values.ts';
import type { Item } from './item.ts';
import type { ItemKey } from './keys.ts';
import { noSuchTable } from './refusals.ts';

/** The items of a table as they were at one moment. */
export interface TableView {
  item(key: ItemKey): Item | undefined;
  /** The items with this partition key, in the order of their sort keys. */
  partition(pk: string): readonly Item[];
  /** All items, in the order of their keys. */
  all(): readonly Item[];
}

/** A table with the partition key `pk` and the sort key `sk`, both of type S. */
export interface Table {
  /** The items as they are now. */
  latest(): TableView;
  /** The items as an eventually consistent read sees them: as they were at a moment within the lag. */
  eventual(): TableView;
  /** Stores an item; `undefined` deletes it. */
  write(key: ItemKey, item: Item | undefined): void;
}

/** The tables of an account. */
export interface TableStore {
  /** Creates a table; throws if there is one of this name. */
  add(name: string): void;
  names(): readonly string[];
  /** The table that a request names; throws DynamoDB's error if there is none. */
  named(name: string): Table;
}

/** The lag of eventually consistent reads: `random` draws the lag of each read, up to `consistencyLagMs`. */
export interface Consistency {
  readonly clock: VirtualClock;
  readonly consistencyLagMs: number;
  readonly random: () => number;
}

/** Creates the tables of an account: none. */
export function createTableStore(consistency: Consistency): TableStore {
  const tables = new Map<string, Table>();
  return {
    add(name) {
      if (tables.has(name)) throw new Error(`The account already has a table ${name}`);
      tables.set(name, createTable(consistency));
    },
    names: () => [...tables.keys()],
    named(name) {
      if (name.startsWith('arn:'))
        throw new Error(`The sandbox supports names of tables, no ARNs; received ${name}`);
      const table = tables.get(name);
      if (!table) throw noSuchTable();
      return table;
    },
  };
}

/** The histories of items by partition key, then by sort key. */
type Partitions = ReadonlyMap<string, ReadonlyMap<string, History<Item>>>;

function createTable({ clock, consistencyLagMs, random }: Consistency): Table {
  const partitions = new Map<string, Map<string, History<Item>>>();
  const now = (): number => clock.now().getTime();
  return {
    latest: () => viewAt(now(), partitions),
    eventual: () => viewAt(consistencyLagMs === 0 ? now() : now() - random() * consistencyLagMs, partitions),
    write({ pk, sk }, item) {
      const partition = partitions.get(pk) ?? new Map<string, History<Item>>();
      const history = partition.get(sk) ?? createHistory<Item>(consistencyLagMs);
      history.record(item, now());
      partitions.set(pk, partition.set(sk, history));
    },
  };
}

function viewAt(time: number, partitions: Partitions): TableView {
  const partition = (pk: string): readonly Item[] =>
    inOrder(partitions.get(pk) ?? NO_ITEMS).flatMap(([, history]) => presentAt(time, history));
  return {
    item: ({ pk, sk }) => partitions.get(pk)?.get(sk)?.at(time),
    partition,
    all: () => inOrder(partitions).flatMap(([pk]) => partition(pk)),
  };
}

function presentAt(time: number, history: History<Item>): readonly Item[] {
  const item = history.at(time);
  return item ? [item] : [];
}

const NO_ITEMS: ReadonlyMap<string, History<Item>> = new Map();

function inOrder<Value>(entries: ReadonlyMap<string, Value>): (readonly [string, Value])[] {
  return Array.from(entries).sort(([one], [other]) => compareTexts(one, other));
}
