/** Reads which Regions an account has enabled. */

import { type AccountClient, paginateListRegions, type RegionOptStatus } from '@aws-sdk/client-account';
import { requiredList, requiredText } from './required.ts';

/**
 * The Regions in which an account may have used its keys: also one that is being disabled, in which they were
 * used until now (Account Management API Reference, Region).
 */
const USABLE: RegionOptStatus[] = ['ENABLED', 'ENABLED_BY_DEFAULT', 'DISABLING'];

/** The codes of the Regions that the caller's account has enabled, sorted. Throws AWS's errors. */
export async function listEnabledRegions(account: AccountClient): Promise<readonly string[]> {
  const codes: string[] = [];
  const wanted = { RegionOptStatusContains: USABLE };
  for await (const { Regions } of paginateListRegions({ client: account, pageSize: 50 }, wanted)) {
    const regions = requiredList('ListRegions.Regions', Regions);
    codes.push(...regions.map(({ RegionName }) => requiredText('ListRegions.RegionName', RegionName)));
  }
  return codes.toSorted();
}
