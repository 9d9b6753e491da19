import { type AccessKeyId, isAccessKeyId, type UserId } from '../policy/identifiers.ts';
import { inPlaceOf } from './conditions.ts';
import { MalformedItemError, RecordChangedError } from './errors.ts';
import type { Item } from './item.ts';
import { ALL_RECORDS, recordKey, recordsOf } from './layout.ts';
import { parseNonce, parseText, parseTime, parseUserAndKey, parseWord } from './parse-attribute.ts';
import { readEach } from './read-each.ts';
import { type Ledger, putItem, queryItems } from './table.ts';

/** What One Active Key did to an access key. */
export const KEY_STATES = [
  /** A run is about to set the key to Inactive. */
  'intended',
  /** IAM accepted the write of this run; it is not verified yet. */
  'written',
  /** IAM showed the key as Inactive after the write of a run. */
  'done',
  /** A run may have set the key to Inactive, or somebody else has: nobody can tell. */
  'unproven',
  /** A run is about to set the key to Active. */
  'undoing',
  /** The key was set to Active again, or the deactivation never took place. */
  'undone',
  /** A run is about to delete the key. */
  'deleting',
  /** IAM accepted the deletion by a run. */
  'deleted',
  /** The key no longer exists, and no run of ours is known to have deleted it. */
  'gone',
] as const;

/** One of `KEY_STATES`. */
export type KeyState = (typeof KEY_STATES)[number];

/** The record of an access key that One Active Key deactivated, or was about to. */
export interface KeyRecord {
  readonly userId: UserId;
  readonly key: AccessKeyId;
  readonly state: KeyState;
  /** The nonce of the write that made this record. */
  readonly nonce: string;
  /**
   * When the run of the last deactivation wrote its intention, or the run of the undo if the ledger had no
   * record before.
   */
  readonly intendedAt: Date;
  readonly changedAt: Date;
  /** When IAM accepted the deactivation; undefined until it did. */
  readonly deactivatedAt: Date | undefined;
  /** The key that stayed Active; undefined if One Active Key did not deactivate this key. */
  readonly survivor: AccessKeyId | undefined;
  /** The automation execution of the deactivation; empty if no runbook invoked the function. */
  readonly execution: string;
}

/** The states in which a run may have been killed. */
const OPEN_STATES: readonly KeyState[] = ['intended', 'written', 'undoing', 'deleting'];

/** The states of records that describe the past only. */
const ENDED_STATES: readonly KeyState[] = ['undone', 'deleted', 'gone'];

/** Whether nothing remains to be done with the key: it is not ours any more, or it does not exist. */
export const hasEnded = ({ state }: KeyRecord): boolean => ENDED_STATES.includes(state);

/** Whether a run may have been killed in the middle of a change of the key. */
export const isOpen = ({ state }: KeyRecord): boolean => OPEN_STATES.includes(state);

/**
 * Reads the records of a user, in the order of the key ids; throws `MalformedItemError` for an item that is
 * none.
 */
export async function readKeyRecords(ledger: Ledger, user: UserId): Promise<readonly KeyRecord[]> {
  const records: KeyRecord[] = [];
  for await (const item of queryItems(ledger, recordsOf(user))) records.push(recordIn(item));
  return records;
}

/** The records of all users, and an error for each item that is none. */
export interface AllKeyRecords {
  /** In the order of the user ids and key ids. */
  readonly records: readonly KeyRecord[];
  readonly malformed: readonly MalformedItemError[];
}

/** Reads all records; an item that is none does not hide the others. */
export async function readAllKeyRecords(ledger: Ledger): Promise<AllKeyRecords> {
  const { read: records, malformed } = await readEach(ledger, ALL_RECORDS, recordIn);
  return { records, malformed };
}

/**
 * Writes a record in place of the one that was read; `previous` is undefined if there was none. Throws
 * `RecordChangedError` if somebody else wrote it since, and the errors of DynamoDB.
 */
export async function writeKeyRecord(ledger: Ledger, next: KeyRecord, previous?: KeyRecord): Promise<void> {
  const { isWritten } = await putItem(ledger, itemOf(next), inPlaceOf(previous?.nonce, next.nonce));
  if (!isWritten) throw new RecordChangedError(next.userId, next.key);
}

function itemOf({ userId: user, key, survivor, state, nonce, execution, ...times }: KeyRecord): Item {
  return {
    ...recordKey(user, key),
    state,
    nonce,
    intendedAt: times.intendedAt.toISOString(),
    changedAt: times.changedAt.toISOString(),
    deactivatedAt: times.deactivatedAt?.toISOString() ?? '',
    kept: survivor ?? '',
    execution,
  };
}

function recordIn(item: Item): KeyRecord {
  return {
    ...parseUserAndKey(item),
    state: parseState(item),
    nonce: parseNonce(item),
    intendedAt: parseTime(item, 'intendedAt'),
    changedAt: parseTime(item, 'changedAt'),
    deactivatedAt: parseDeactivatedAt(item),
    survivor: parseSurvivor(item),
    execution: parseWord(item, 'execution'),
  };
}

/** The states that a record has only after IAM has accepted the deactivation. */
const ACCEPTED_STATES: readonly KeyState[] = ['written', 'done', 'deleting', 'deleted'];

function parseDeactivatedAt(item: Item): Date | undefined {
  const isUnknown = parseText(item, 'deactivatedAt') === '';
  return isUnknown && !ACCEPTED_STATES.includes(parseState(item))
    ? undefined
    : parseTime(item, 'deactivatedAt');
}

function parseState(item: Item): KeyState {
  const state = KEY_STATES.find((each) => each === item['state']);
  if (state) return state;
  throw new MalformedItemError(item, 'state', `one of ${KEY_STATES.join(', ')}`);
}

function parseSurvivor(item: Item): AccessKeyId | undefined {
  const survivor = parseText(item, 'kept');
  if (survivor === '') return undefined;
  if (isAccessKeyId(survivor)) return survivor;
  throw new MalformedItemError(item, 'kept', 'the id of an access key, or an empty text');
}
