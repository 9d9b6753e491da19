import type { AwsError } from './api.ts';

/** One page of a listing; without a token it is the last one. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextToken?: string;
}

/** What a caller asks of a listing. */
export interface PageRequest<Item> {
  readonly token: string | undefined;
  /** How many items to return, given how many are left. */
  readonly size: (left: number) => number;
  /** Whether an item belongs to the listing; all do, if not given. */
  readonly isListed?: (item: Item) => boolean;
  readonly onInvalidToken: () => AwsError;
}

/** Reads the text by which an item is ordered, and which no other item of the listing has. */
export type OrderOf<Item> = (item: Item) => string;

/**
 * Returns one page of the items, in their order. The token holds the order of the last item on the page, so that items
 * which are created or deleted between two pages make no other item appear twice or not at all.
 *
 * Items that are passed again are not sorted again: a listing costs one sort, however many pages it has, as long as the
 * caller passes the same array and the same function.
 */
export function pageOf<Item>(
  items: readonly Item[],
  orderOf: OrderOf<Item>,
  { token, size, isListed = () => true, onInvalidToken }: PageRequest<Item>,
): Page<Item> {
  const after = token === undefined ? undefined : orderIn(token);
  if (after === null) throw onInvalidToken();
  const sorted = sortedBy(orderOf, items);
  const start = after === undefined ? 0 : firstAfter(after, sorted);
  const left = sorted.slice(start).filter(({ item }) => isListed(item));
  const given = left.slice(0, size(left.length));
  const last = given.at(-1);
  const page = { items: given.map(({ item }) => item) };
  return last && given.length < left.length ? { ...page, nextToken: tokenFor(last.order) } : page;
}

interface Ordered<Item> {
  readonly item: Item;
  readonly order: string;
}

/** What was sorted before, by the array and by the function that orders it. */
const sortedArrays = new WeakMap<object, Map<unknown, readonly Ordered<unknown>[]>>();

function sortedBy<Item>(orderOf: OrderOf<Item>, items: readonly Item[]): readonly Ordered<Item>[] {
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

const MARK = 'after:';

function tokenFor(order: string): string {
  return Buffer.from(`${MARK}${order}`).toString('base64url');
}

/** `null` for a token that this module did not write. */
function orderIn(token: string): string | null {
  const text = Buffer.from(token, 'base64url').toString();
  return text.startsWith(MARK) ? text.slice(MARK.length) : null;
}
