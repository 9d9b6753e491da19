import { AwsError } from '../api.ts';
import { type Listing, pageOf } from '../paging.ts';
import type { IamService } from './service.ts';

/** The members by which a request names a page of any listing of IAM. */
export interface IamPageRequest {
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | undefined;
}

/** One page of a listing of IAM, and the members by which the answer says whether another page follows. */
export interface IamPage<Item> {
  readonly items: Item[];
  readonly more: { readonly IsTruncated: boolean; readonly Marker?: string };
}

/** IAM's default for MaxItems, in all its listings. */
const DEFAULT_MAX_ITEMS = 100;

/**
 * Returns one page of a listing as IAM does. AWS does not document how it refuses a marker that it did not
 * return.
 */
export function iamPage<Item>(
  { pageSize }: IamService,
  { Marker, MaxItems = DEFAULT_MAX_ITEMS }: IamPageRequest,
  listing: Listing<Item>,
): IamPage<Item> {
  const page = pageOf(listing, {
    token: Marker,
    size: (left) => pageSize(MaxItems, left),
    onInvalidToken: () => new AwsError('ValidationError', `Invalid Marker: ${Marker}`),
  });
  const { nextToken } = page;
  const more = nextToken === undefined ? { IsTruncated: false } : { IsTruncated: true, Marker: nextToken };
  return { items: [...page.items], more };
}
