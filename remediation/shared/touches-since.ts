import { MAX_CLOCK_SKEW_MS } from '../../ledger/assumptions.ts';
import type { KeyRecord } from '../../ledger/key-records.ts';
import { readTouches, type Touch } from '../../ledger/touches.ts';
import { formatMinute } from '../../policy/text.ts';
import type { RemediationServices } from './services.ts';

/** What CloudTrail has shown of a key since we began to deactivate it. */
export interface TouchesSince {
  /**
   * A sentence about the first change of the key's status that was not made by One Active Key; undefined if
   * there is none.
   */
  readonly byOthers: string | undefined;
  /**
   * Whether the deactivation itself has come back as an event: otherwise nobody would notice the changes of
   * others.
   */
  readonly isOursSeen: boolean;
}

/**
 * Reads what the re-evaluation has noted about a key since its deactivation. A change counts from our own
 * event on, both by CloudTrail's clock; if that event has not come, from the intention on, less how far
 * clocks may differ. Throws the errors of the ledger.
 */
export async function readTouchesSince(
  { ledger }: Pick<RemediationServices, 'ledger'>,
  { key, intendedAt }: KeyRecord,
): Promise<TouchesSince> {
  const earliest = intendedAt.getTime() - MAX_CLOCK_SKEW_MS;
  const touches = (await readTouches(ledger, key)).filter(({ at }) => at.getTime() >= earliest);
  const ours = touches.find(({ isOurs }) => isOurs);
  const others = touches.find(({ isOurs, at }) => !isOurs && (!ours || at >= ours.at));
  return { byOthers: others && describeTouch(others), isOursSeen: ours !== undefined };
}

/** Role sessions and users choose parts of their ARNs, so a text with any other character is not shown. */
const ARN = /^arn:[\w+=,.@:/-]{1,500}$/;

function describeTouch({ key, at, by }: Touch): string {
  return `${ARN.test(by) ? by : 'Somebody else'} changed the status of ${key} at ${formatMinute(at)}`;
}
