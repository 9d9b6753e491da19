import { AwsError } from '../api.ts';
import type { VirtualClock } from '../clock.ts';

/** So many lookups a second in each account and Region (API reference, LookupEvents). */
const LOOKUPS_PER_SECOND = 2;

/** Creates a function that counts a lookup in a Region, and throws if there are too many in a second. */
export function createLookupQuota(clock: VirtualClock): (region: string) => void {
  const lookups = new Map<string, readonly number[]>();
  return (region) => {
    const now = clock.now().getTime();
    const recent = (lookups.get(region) ?? []).filter((at) => now - at < 1_000);
    if (recent.length >= LOOKUPS_PER_SECOND) throw new AwsError('ThrottlingException', 'Rate exceeded');
    lookups.set(region, [...recent, now]);
  };
}
