import type { AwsError } from './api.ts';

/** One page of a listing; without a token it is the last. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextToken?: string;
}

/** What a caller asks of a listing. */
export interface PageRequest {
  readonly token: string | undefined;
  /** How many items to give when so many are left. */
  readonly size: (left: number) => number;
  readonly onInvalidToken: () => AwsError;
}

/**
 * One page of the items, in the order of a text that each of them has for itself alone. The token holds that text of the
 * last item given, so that items which come and go between two pages make none of the others appear twice or not at all.
 */
export function pageOf<Item>(
  items: readonly Item[],
  orderOf: (item: Item) => string,
  request: PageRequest,
): Page<Item> {
  const after = request.token === undefined ? undefined : read(request.token);
  if (after === null) throw request.onInvalidToken();
  const left = items
    .map((item) => ({ item, order: orderOf(item) }))
    .filter(({ order }) => after === undefined || order > after)
    .sort((one, other) => (one.order < other.order ? -1 : 1));
  const given = left.slice(0, request.size(left.length));
  const last = given.at(-1);
  const page = { items: given.map(({ item }) => item) };
  return last && given.length < left.length ? { ...page, nextToken: written(last.order) } : page;
}

const MARK = 'after:';

function written(order: string): string {
  return Buffer.from(`${MARK}${order}`).toString('base64url');
}

/** `null` for what this module has not written. */
function read(token: string): string | null {
  const text = Buffer.from(token, 'base64url').toString();
  return text.startsWith(MARK) ? text.slice(MARK.length) : null;
}
