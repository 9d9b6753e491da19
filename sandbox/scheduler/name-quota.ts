import { AwsError } from '../api.ts';
import type { VirtualClock } from '../clock.ts';

/** EventBridge Scheduler quotas: so many CreateSchedule requests of one name a second, not adjustable. */
const REQUESTS_PER_SECOND = 10;

/**
 * Creates a function that counts a request for a schedule of a name, and throws if there are too many in a
 * second.
 */
export function createNameQuota(clock: VirtualClock): (name: string) => void {
  const requests = new Map<string, readonly number[]>();
  return (name) => {
    const now = clock.now().getTime();
    const recent = (requests.get(name) ?? []).filter((at) => now - at < 1_000);
    if (recent.length >= REQUESTS_PER_SECOND) throw new AwsError('ThrottlingException', 'Rate exceeded', 429);
    requests.set(name, [...recent, now]);
  };
}
