import { AwsError } from '../api.ts';
import { type OrderOf, pageOf } from '../paging.ts';
import type { IamService } from './service.ts';

/** How every listing of IAM is asked for. */
export interface IamListing {
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | undefined;
}

/** How every listing of IAM says whether there is more. */
export interface IamPage<Item> {
  readonly items: Item[];
  readonly more: { readonly IsTruncated: boolean; readonly Marker?: string };
}

/** IAM's default for MaxItems, in all its listings. */
const DEFAULT_MAX_ITEMS = 100;

/** One page of a listing as IAM gives it. AWS does not document how it refuses a marker that is none of its own. */
export function iamPage<Item>(
  { pageSize }: IamService,
  { Marker, MaxItems = DEFAULT_MAX_ITEMS }: IamListing,
  items: readonly Item[],
  orderOf: OrderOf<Item>,
): IamPage<Item> {
  const page = pageOf(items, orderOf, {
    token: Marker,
    size: (left) => pageSize(MaxItems, left),
    onInvalidToken: () => new AwsError('ValidationError', `Invalid Marker: ${Marker}`),
  });
  const { nextToken } = page;
  const more = nextToken === undefined ? { IsTruncated: false } : { IsTruncated: true, Marker: nextToken };
  return { items: [...page.items], more };
}
