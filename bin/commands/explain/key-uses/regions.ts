import type { AccountClient } from '@aws-sdk/client-account';
import { listEnabledRegions } from '../../../../aws/regions.ts';
import { describeError } from '../../../../product/describe.ts';
import { REGION_CODE } from '../../../account/region-codes.ts';
import { untilAborted } from '../../../terminal/until-aborted.ts';

/** The Regions whose event history is asked. */
export interface RegionsToAsk {
  readonly regions: readonly string[];
  /**
   * Why the enabled Regions are not known, so that there may be others; null if they are known, or were
   * given.
   */
  readonly regionsUnknown: string | null;
}

/** Where the Regions come from. */
export interface RegionSources {
  /** The Regions of the option; undefined if it is not given. */
  readonly given: readonly string[] | undefined;
  readonly accountManagement: () => Promise<AccountClient>;
  /** What is asked if the enabled Regions cannot be read: texts of AWS that may be codes of Regions. */
  readonly likely: readonly string[];
  readonly signal: AbortSignal;
}

/**
 * The given Regions; otherwise those that the account has enabled, or the likely ones if these cannot be
 * read.
 */
export async function regionsToAsk({
  given,
  accountManagement,
  likely,
  signal,
}: RegionSources): Promise<RegionsToAsk> {
  if (given) return { regions: given, regionsUnknown: null };
  const regions = sortedCodes(likely);
  try {
    const enabled = await untilAborted(signal, async () => listEnabledRegions(await accountManagement()));
    if (!enabled) return { regions, regionsUnknown: 'interrupted' };
    return { regions: sortedCodes(enabled), regionsUnknown: null };
  } catch (error) {
    return { regions, regionsUnknown: describeError(error) };
  }
}

function sortedCodes(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].filter((text) => REGION_CODE.test(text)).toSorted();
}

/**
 * The Region in which each partition records the events of IAM (CloudTrail User Guide, "Global service
 * events").
 */
const GLOBAL_REGIONS: ReadonlyMap<string, string> = new Map([
  ['aws', 'us-east-1'],
  ['aws-us-gov', 'us-gov-west-1'],
  ['aws-cn', 'cn-north-1'],
]);

/** The Region of the global events of a partition; empty if the partition is not known. */
export function globalRegionOf(partition: string): string {
  return GLOBAL_REGIONS.get(partition) ?? '';
}
