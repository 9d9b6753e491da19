import type { AwsError } from './api.ts';

/** One page of a listing; without a token it is the last one. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextToken?: string;
}

/** The page that a caller requests. */
export interface PageRequest {
  readonly token: string | undefined;
  /** How many items to return at most, given how many are left, listed or not. */
  readonly size: (left: number) => number;
  readonly onInvalidToken: () => AwsError;
}

/** The items of a listing, in any order. */
export interface Listing<Item> {
  readonly items: readonly Item[];
  /** Reads the text by which an item is ordered; no two items of a listing have the same text. */
  readonly orderOf: (item: Item) => string;
  /** Whether the listing shows an item; it shows every item if this is absent. */
  readonly isListed?: (item: Item) => boolean;
}

/**
 * Returns one page of the items, in their order. The token holds the order of the last item on the page, so
 * that items which are created or deleted between two pages make no other item appear twice or not at all.
 *
 * A listing costs one sort, however many pages it has, as long as the caller passes the same array and the
 * same `orderOf`: the sorted items are kept as long as the array lives.
 */
export function pageOf<Item>(
  { items, orderOf, isListed = () => true }: Listing<Item>,
  { token, size, onInvalidToken }: PageRequest,
): Page<Item> {
  const after = token === undefined ? undefined : orderIn(token);
  if (after === null) throw onInvalidToken();
  const sorted = sortedBy(orderOf, items);
  const start = after === undefined ? 0 : firstAfter(after, sorted);
  const limit = size(sorted.length - start);
  // If one more item than the limit is listed, another page follows.
  const listed = takeListed(sorted, { start, count: limit + 1, isListed });
  const given = listed.slice(0, limit);
  const last = given.at(-1);
  const page = { items: given.map(({ item }) => item) };
  return last && given.length < listed.length ? { ...page, nextToken: tokenFor(last.order) } : page;
}

interface Ordered<Item> {
  readonly item: Item;
  readonly order: string;
}

/** The sorted items of each array, by the function that orders them. */
const sortedArrays = new WeakMap<object, Map<unknown, readonly Ordered<unknown>[]>>();

function sortedBy<Item>(orderOf: Listing<Item>['orderOf'], items: readonly Item[]): readonly Ordered<Item>[] {
  const byOrder = sortedArrays.get(items) ?? new Map<unknown, readonly Ordered<unknown>[]>();
  const known = byOrder.get(orderOf) as readonly Ordered<Item>[] | undefined;
  if (known) return known;
  const sorted = items
    .map((item) => ({ item, order: orderOf(item) }))
    .sort((one, other) => (one.order < other.order ? -1 : 1));
  sortedArrays.set(items, byOrder.set(orderOf, sorted));
  return sorted;
}

/** The index of the first item that is ordered after a text, by binary search. */
function firstAfter(order: string, sorted: readonly Ordered<unknown>[]): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const isAfter = (sorted[middle]?.order ?? '') > order;
    if (isAfter) high = middle;
    else low = middle + 1;
  }
  return low;
}

interface Range<Item> {
  readonly start: number;
  readonly count: number;
  readonly isListed: (item: Item) => boolean;
}

/** The first `count` listed items from an index on; no item behind them is examined. */
function takeListed<Item>(
  sorted: readonly Ordered<Item>[],
  { start, count, isListed }: Range<Item>,
): readonly Ordered<Item>[] {
  const taken: Ordered<Item>[] = [];
  for (let index = start; index < sorted.length && taken.length < count; index += 1) {
    const ordered = sorted[index];
    if (ordered && isListed(ordered.item)) taken.push(ordered);
  }
  return taken;
}

const MARK = 'after:';

function tokenFor(order: string): string {
  return Buffer.from(`${MARK}${order}`).toString('base64url');
}

/** `null` for a token that this module did not write. */
function orderIn(token: string): string | null {
  const text = Buffer.from(token, 'base64url').toString();
  return text.startsWith(MARK) ? text.slice(MARK.length) : null;
}
