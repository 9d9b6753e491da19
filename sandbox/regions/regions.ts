import type { ListRegionsRequest, ListRegionsResponse, RegionOptStatus } from '@aws-sdk/client-account';
import { AwsError, type Operations } from '../api.ts';
import { pageOf } from '../paging.ts';

/**
 * The Regions of an account by their codes, each with its status (Account Management API Reference, Region).
 */
export type RegionStates = Readonly<Record<string, RegionOptStatus>>;

/** The Regions that every account of the partition `aws` has, and two that an account has to opt in to. */
export const REGIONS: RegionStates = {
  ...Object.fromEntries(
    [
      'ap-northeast-1',
      'ap-northeast-2',
      'ap-northeast-3',
      'ap-south-1',
      'ap-southeast-1',
      'ap-southeast-2',
      'ca-central-1',
      'eu-central-1',
      'eu-north-1',
      'eu-west-1',
      'eu-west-2',
      'eu-west-3',
      'sa-east-1',
      'us-east-1',
      'us-east-2',
      'us-west-1',
      'us-west-2',
    ].map((code) => [code, 'ENABLED_BY_DEFAULT' as const]),
  ),
  'eu-south-2': 'DISABLED',
  'me-south-1': 'DISABLED',
};

/** Whether an account can use a Region; requests are refused while it is being enabled, too. */
export function isEnabled(states: RegionStates, code: string): boolean {
  return states[code] === 'ENABLED' || states[code] === 'ENABLED_BY_DEFAULT';
}

/** ListRegions returns at most 50 Regions a page (API reference, MaxResults). */
const MAX_RESULTS = 50;

/** Account Management: ListRegions, of the caller's own account. */
export function regionOperations(states: RegionStates): Operations {
  const items = Object.entries(states).map(([RegionName, RegionOptStatus]) => ({
    RegionName,
    RegionOptStatus,
  }));
  return {
    ListRegions: ({
      AccountId,
      MaxResults = MAX_RESULTS,
      NextToken: token,
      RegionOptStatusContains: wanted,
    }: ListRegionsRequest): ListRegionsResponse => {
      if (AccountId !== undefined) throw new Error('The sandbox lists the Regions of its own account only');
      const isListed = (item: (typeof items)[number]) => wanted?.includes(item.RegionOptStatus) ?? true;
      const page = pageOf({ items, orderOf, isListed }, { token, size: () => MaxResults, onInvalidToken });
      return {
        Regions: [...page.items],
        ...(page.nextToken === undefined ? {} : { NextToken: page.nextToken }),
      };
    },
  };
}

const orderOf = ({ RegionName }: { readonly RegionName: string }): string => RegionName;

const onInvalidToken = (): AwsError => new AwsError('ValidationException', 'The token is not valid.');
