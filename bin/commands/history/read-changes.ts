import pMap from 'p-map';
import type { KeyRecord } from '../../../ledger/key-records.ts';
import type { Ledger } from '../../../ledger/table.ts';
import type { AccessKeyId } from '../../../policy/identifiers.ts';
import { readTouchesSince, type TouchesSince } from '../../../remediation/shared/touches-since.ts';
import type { Attempts } from './attempts.ts';

/** How many keys are read at once. */
const CONCURRENT_KEYS = 10;

/**
 * Reads what CloudTrail has shown of each key on record since its deactivation, one query each, by the rule
 * of a deletion. A key of which it could not be read is missing.
 */
export async function readChanges(
  ledger: Ledger,
  records: readonly KeyRecord[],
  attempts: Attempts,
): Promise<ReadonlyMap<AccessKeyId, TouchesSince>> {
  const changes = new Map<AccessKeyId, TouchesSince>();
  const read = async (record: KeyRecord) => {
    const part = { what: 'changes', which: record.key } as const;
    const found = await attempts.attempt(part, () => readTouchesSince({ ledger }, record));
    if (found) changes.set(record.key, found);
  };
  await pMap(records, read, { concurrency: CONCURRENT_KEYS });
  return changes;
}
