import type { IAMClient } from '@aws-sdk/client-iam';
import { AccessKeyGoneError } from '../../aws/errors.ts';
import { getAccessKeyLastUse } from '../../aws/iam-access-keys.ts';
import type { ListedUser } from '../../aws/iam-users.ts';
import type { KeyRecord } from '../../ledger/key-records.ts';
import type { LastUse } from '../../policy/access-key.ts';
import { tagValue } from '../../policy/tags.ts';
import { KEEP_TAG } from '../../product/tags.ts';
import { type RunResult, refusedResult, resultFor } from '../receipt.ts';
import type { RemediationServices } from '../shared/services.ts';
import type { NextState } from '../shared/settle-records.ts';
import { readTouchesSince } from '../shared/touches-since.ts';
import { readKeys, readTags } from '../shared/verification.ts';
import { type Blocker, ownerBlocker } from './blockers.ts';
import { classifyRecords, type DoneRecord, type StayingKey, touchedSince, usedSince } from './soak.ts';

/** The keys that a deletion would delete for a user. */
export interface DeletionPlan {
  /** The records of the keys to delete. */
  readonly due: readonly KeyRecord[];
  /** The records of keys that are deleted or Active again. */
  readonly outdated: readonly NextState[];
  /** A sentence about each other key on record. */
  readonly notes: readonly string[];
  /** The result of a run that deletes no key. */
  readonly resultWithoutDeletion: RunResult;
}

/** The clients, the records, the soak and the time by which a deletion is planned. */
export interface DeletionPlanInput {
  readonly services: Pick<RemediationServices, 'iam' | 'ledger'>;
  readonly records: readonly KeyRecord[];
  readonly soakDays: number;
  readonly now: Date;
}

/**
 * Plans a deletion. Reads the keys of the user; if the soak of one of them is over, also the tags, and for
 * each such key what CloudTrail has shown of it and its last use. Throws `UserVanishedError`, and the errors
 * of AWS and of the ledger.
 */
export async function readDeletionPlan(
  user: ListedUser,
  { services, records, soakDays, now }: DeletionPlanInput,
): Promise<DeletionPlan> {
  const keys = await readKeys(services.iam, user);
  // Without the tags first: only a user with a key whose soak is over is worth another call.
  const classified = classifyRecords(keys, records, { keepTag: undefined, soakDays, now });
  const { outdated } = classified;
  if (classified.soaked.length === 0) return planFor(user, { due: [], outdated }, classified.staying);
  const tags = await readTags(services.iam, user);
  const blocker = ownerBlocker(keys, tags, now);
  if (blocker) return blockedPlan(user, blocker, outdated);
  const keepTag = tagValue(tags, KEEP_TAG);
  const { soaked, staying } = classifyRecords(keys, records, { keepTag, soakDays, now });
  const barred = await findBarred(services, user, soaked);
  const reasons = [...barred.values()].filter((each) => each !== 'gone');
  const due = soaked.filter(({ key }) => !barred.has(key));
  return planFor(user, { due, outdated }, [...staying, ...reasons]);
}

function planFor(
  user: ListedUser,
  { due, outdated }: Pick<DeletionPlan, 'due' | 'outdated'>,
  staying: readonly StayingKey[],
): DeletionPlan {
  const notes = [...staying.map(({ sentence }) => sentence), ...outdated.map(outdatedNote)];
  const reason = notes.join(' ') || `${user.userName} has no key that One Active Key deactivated.`;
  const code = staying.map(({ refusalCode }) => refusalCode).find((each) => each !== undefined);
  const resultWithoutDeletion = code
    ? refusedResult(user, { code, reason })
    : resultFor(user, { outcome: 'NothingToDo', reason });
  return { due, outdated, notes, resultWithoutDeletion };
}

function blockedPlan(user: ListedUser, blocker: Blocker, outdated: readonly NextState[]): DeletionPlan {
  const notes = [blocker.reason, ...outdated.map(outdatedNote)];
  const reason = notes.join(' ');
  const resultWithoutDeletion =
    blocker.outcome === 'Refused'
      ? refusedResult(user, { code: blocker.code, reason })
      : resultFor(user, { outcome: blocker.outcome, reason });
  return { due: [], outdated, notes, resultWithoutDeletion };
}

const outdatedNote = ({ record }: NextState): string =>
  `${record.key} no longer exists or is Active again, so its record has ended.`;

type Obstacle = StayingKey | 'gone';

type Barred = ReadonlyMap<KeyRecord['key'], Obstacle>;

/** The soaked keys that are not deleted nevertheless, with the reason. */
async function findBarred(
  services: DeletionPlanInput['services'],
  user: ListedUser,
  soaked: readonly DoneRecord[],
): Promise<Barred> {
  const barred = new Map<KeyRecord['key'], Obstacle>();
  for (const record of soaked) {
    const obstacle = await findObstacle(services, user, record);
    if (obstacle) barred.set(record.key, obstacle);
  }
  return barred;
}

/** Why a soaked key stays, or `gone` if it no longer exists; undefined if it may be deleted. */
async function findObstacle(
  services: DeletionPlanInput['services'],
  user: ListedUser,
  record: DoneRecord,
): Promise<Obstacle | undefined> {
  const touched = touchedSince(record, await readTouchesSince(services, record));
  if (touched) return touched;
  const lastUse = await readLastUse(services.iam, user, record);
  return lastUse === 'gone' ? 'gone' : usedSince(record, lastUse);
}

async function readLastUse(
  iam: IAMClient,
  { userName }: ListedUser,
  { key }: KeyRecord,
): Promise<LastUse | null | 'gone'> {
  try {
    return await getAccessKeyLastUse(iam, { userName, key });
  } catch (error) {
    // Somebody deleted the key after this run had read the keys; the next run finds that it is gone.
    if (error instanceof AccessKeyGoneError) return 'gone';
    throw error;
  }
}
