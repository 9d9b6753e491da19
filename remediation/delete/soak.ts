/** The decision which of the keys on record may be deleted, and why others stay. */

import { hasEnded, type KeyRecord, type KeyState } from '../../ledger/key-records.ts';
import type { KeyMetadata, LastUse } from '../../policy/access-key.ts';
import type { AccessKeyId } from '../../policy/identifiers.ts';
import { DAY_MS } from '../../policy/policy.ts';
import { formatMinute } from '../../policy/text.ts';
import { KEEP_TAG } from '../../product/tags.ts';
import { isActiveAgain, type NextState, settledState } from '../shared/settle-records.ts';
import type { TouchesSince } from '../shared/touches-since.ts';

/** The reason for which a key stays. */
export interface StayingKey {
  readonly sentence: string;
  /** Present if a person has to look at the key: the run then refuses unless it deletes another key. */
  readonly refusalCode?: 'TouchedSince' | 'EventsNotSeen';
}

/** The record of a key that One Active Key certainly deactivated. */
export type DoneRecord = KeyRecord & { readonly deactivatedAt: Date };

/** The keys on record, each in one of three lists; a deletion ignores all other keys. */
export interface ClassifiedRecords {
  /** The keys whose soak is over. */
  readonly soaked: readonly DoneRecord[];
  readonly staying: readonly StayingKey[];
  /** The records of keys that are deleted or Active again, and the states in which they end. */
  readonly outdated: readonly NextState[];
}

/** What decides about a record. */
export interface SoakCriteria {
  /** The value of the owner's keep tag. */
  readonly keepTag: string | undefined;
  readonly soakDays: number;
  readonly now: Date;
}

/**
 * Classifies the records of a user. A soak is over exactly `soakDays` times 24 hours after the deactivation;
 * a key whose record is dated after `now` soaks, too. The order of keys and records does not matter.
 */
export function classifyRecords(
  keys: readonly KeyMetadata[],
  records: readonly KeyRecord[],
  criteria: SoakCriteria,
): ClassifiedRecords {
  const statuses = new Map(keys.map(({ id, status }) => [id, status]));
  const soaked: DoneRecord[] = [];
  const staying: StayingKey[] = [];
  const outdated: NextState[] = [];
  for (const record of records.filter((each) => !hasEnded(each))) {
    const status = statuses.get(record.key);
    if (status === undefined || isActiveAgain(record, status, criteria.now)) {
      outdated.push({ record, state: settledState(record, status, criteria.now) });
      continue;
    }
    const result = classifyRecord(record, status, criteria);
    if ('key' in result) soaked.push(result);
    else staying.push(result);
  }
  return { soaked, staying, outdated };
}

function isDone(record: KeyRecord): record is DoneRecord {
  return record.state === 'done' && record.deactivatedAt !== undefined;
}

/** The reason for which the key stays, or its record if its soak is over. */
function classifyRecord(
  record: KeyRecord,
  status: KeyMetadata['status'],
  { keepTag, soakDays, now }: SoakCriteria,
): StayingKey | DoneRecord {
  const { key, state } = record;
  if (status !== 'Inactive') return { sentence: `${key} is ${status}, and only Inactive keys are deleted.` };
  if (!isDone(record)) return { sentence: describeUnproven(key, state) };
  if (keepTag === key) return { sentence: `${key} is named in tag ${KEEP_TAG}.` };
  const soakedAt = new Date(record.deactivatedAt.getTime() + soakDays * DAY_MS);
  if (now < soakedAt) return { sentence: `${key} soaks until ${formatMinute(soakedAt)}.` };
  return record;
}

function describeUnproven(key: AccessKeyId, state: KeyState): string {
  if (state === 'unproven') return `${key}: nobody can tell who deactivated it, so ${BY_HAND}.`;
  return `${key}: a run on this key was interrupted (${state}); the next run or daily pass settles it.`;
}

const BY_HAND = 'if nobody needs it, delete it by hand';

/**
 * The reason for which a soaked key stays: it was used after its deactivation. Undefined if it was not used
 * since.
 */
export function usedSince(
  { key, deactivatedAt }: DoneRecord,
  lastUse: LastUse | null,
): StayingKey | undefined {
  if (lastUse === null || lastUse.at <= deactivatedAt) return undefined;
  const use =
    `${key} was used at ${formatMinute(lastUse.at)}, after it was deactivated at ` +
    `${formatMinute(deactivatedAt)}`;
  return { sentence: `${use}: ${BY_HAND}.` };
}

/**
 * The reason for which a soaked key stays: somebody else changed its status since, or the changes of others
 * would not have been noticed. Undefined if neither is the case.
 */
export function touchedSince(
  { key, intendedAt }: DoneRecord,
  { byOthers, isOursSeen }: TouchesSince,
): StayingKey | undefined {
  if (byOthers !== undefined) {
    const sentence = `${byOthers}, when or after One Active Key deactivated it: ${BY_HAND}.`;
    return { refusalCode: 'TouchedSince', sentence };
  }
  if (isOursSeen) return undefined;
  const sentence =
    `${key}: no event of its deactivation at ${formatMinute(intendedAt)} has come from CloudTrail, so a change by somebody ` +
    `else would not have been noticed either: check the stack's NearRealTime and its forwarding; ${BY_HAND}.`;
  return { refusalCode: 'EventsNotSeen', sentence };
}
