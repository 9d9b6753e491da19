import { hasEnded } from '../../ledger/key-records.ts';
import type { KeyMetadata } from '../../policy/access-key.ts';
import { isActiveAgain, type KeyRecords, type WritingRun, writeStates } from './settle-records.ts';

/** The keys that a look of a run showed, and the time before the look. */
export interface Look {
  readonly keys: readonly KeyMetadata[];
  readonly at: Date;
}

/**
 * Ends the record of each key that a look shows as Active again, and returns the records as they are then: a
 * later deactivation by a person is not ours, even if no event of it comes. Every look of a run that holds
 * the lease leads to it at once. Makes no call of IAM. Throws the errors of the ledger.
 */
export async function endActiveAgain(
  run: WritingRun,
  records: KeyRecords,
  { keys, at }: Look,
): Promise<KeyRecords> {
  const active = keys.flatMap(({ id, status }) => {
    const record = records.get(id);
    const isEnding = record && !hasEnded(record) && isActiveAgain(record, status, at);
    return isEnding ? [{ record, state: 'undone' as const }] : [];
  });
  const ended = await writeStates(run, active);
  return new Map([...records, ...ended.map((record) => [record.key, record] as const)]);
}
