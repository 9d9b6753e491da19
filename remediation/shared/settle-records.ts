import type { ListedUser } from '../../aws/iam-users.ts';
import {
  LAST_WRITE_MS,
  MAX_CLOCK_SKEW_MS,
  MAX_IAM_LATENESS_MS,
  MAX_LANDING_MS,
} from '../../ledger/assumptions.ts';
import { hasEnded, isOpen, type KeyRecord, type KeyState, readKeyRecords } from '../../ledger/key-records.ts';
import type { KeyMetadata } from '../../policy/access-key.ts';
import type { AccessKeyId, UserId } from '../../policy/identifiers.ts';
import { NoActiveKeyLeftError } from './errors.ts';
import type { RemediationServices } from './services.ts';
import type { UserRun } from './user-run.ts';
import { readKeys, readTags } from './verification.ts';

/** The records of a user, by key. */
export type KeyRecords = ReadonlyMap<AccessKeyId, KeyRecord>;

/** The records of a user after the settlement. */
export interface SettledRecords {
  readonly records: KeyRecords;
  /**
   * A run that was interrupted may have deactivated a key, and no key of the user is Active now; undefined if
   * not.
   */
  readonly lockout: NoActiveKeyLeftError | undefined;
}

/** Reads the records of a user, by key. Throws the errors of the ledger. */
export async function readRecords(
  { ledger }: Pick<RemediationServices, 'ledger'>,
  user: UserId,
): Promise<KeyRecords> {
  return new Map((await readKeyRecords(ledger, user)).map((each) => [each.key, each]));
}

/**
 * Reads the records of a user and settles, by what IAM shows, those that an interrupted run left open and
 * those of keys that are deleted or Active again; never writes to IAM. Throws `UserVanishedError` if a key is
 * missing and the name is not the user's any more. Only for a run that holds the lease of the user: otherwise
 * the other run may still be under way.
 */
export async function settleRecords(
  services: Pick<RemediationServices, 'iam' | 'ledger' | 'now'>,
  user: ListedUser,
  run: Pick<UserRun, 'record'>,
): Promise<SettledRecords> {
  const records = new Map(await readRecords(services, user.userId));
  const current = [...records.values()].filter((record) => !hasEnded(record));
  if (current.length === 0) return { records, lockout: undefined };
  const keys = await readKeys(services.iam, user);
  const now = services.now();
  const stateOf = (record: KeyRecord) =>
    settledState(record, keys.find(({ id }) => id === record.key)?.status, now);
  const changed = current.filter((record) => stateOf(record) !== record.state);
  const settled = changed.map((record) => ({ record, state: stateOf(record) }));
  for (const record of await writeStates({ services, user, run }, settled)) records.set(record.key, record);
  return { records, lockout: lockoutOf(user, current, keys) };
}

/** A record, and its next state by what IAM shows. */
export interface NextState {
  readonly record: KeyRecord;
  readonly state: KeyState;
}

/** A run that holds the lease of the user, as far as it writes records. */
export interface WritingRun {
  readonly services: Pick<RemediationServices, 'iam'>;
  readonly user: ListedUser;
  readonly run: Pick<UserRun, 'record'>;
}

/**
 * Writes the next states of records, and returns the new records. Checks the name before a record says that
 * its key is gone: throws `UserVanishedError`.
 */
export async function writeStates(
  { services, user, run }: WritingRun,
  next: readonly NextState[],
): Promise<readonly KeyRecord[]> {
  // Another user who has the name by now has none of the keys on record, which does not mean that they are
  // gone. A key that IAM shows is the user's, whoever has the name, since a key never changes its user.
  if (next.some(({ state }) => state === 'gone')) await readTags(services.iam, user);
  const written: KeyRecord[] = [];
  for (const { record, state } of next) written.push(await run.record({ ...record, state }, record));
  return written;
}

type Status = KeyMetadata['status'] | undefined;

/**
 * What a record becomes if IAM shows this status of its key, undefined if IAM has no such key. What cannot be
 * proven to be ours is never deleted later. A key that IAM still shows as Active proves nothing while the
 * deactivation is recent: the record stays as it is until then.
 */
export function settledState(record: KeyRecord, status: Status, now: Date): KeyState {
  const { state } = record;
  if (hasEnded(record)) return state;
  if (status === undefined) return 'gone';
  if (state === 'undoing') return 'undone';
  if (status === 'Active') return isRecentlyDeactivated(record, now) ? state : 'undone';
  if (state === 'intended') return 'unproven';
  return isOpen(record) ? 'done' : state;
}

/** Whether a key of this status has been set to Active since its deactivation: a later one is not ours. */
export function isActiveAgain(record: KeyRecord, status: KeyMetadata['status'], now: Date): boolean {
  return status === 'Active' && !isRecentlyDeactivated(record, now);
}

function lockoutOf(
  { userName }: ListedUser,
  current: readonly KeyRecord[],
  keys: readonly KeyMetadata[],
): NoActiveKeyLeftError | undefined {
  const interrupted = current.filter(({ state }) => state === 'intended' || state === 'written');
  if (interrupted.length === 0 || keys.length === 0) return undefined;
  if (keys.some(({ status }) => status === 'Active')) return undefined;
  return new NoActiveKeyLeftError(
    userName,
    interrupted.map(({ key }) => key),
  );
}

const MAY_BE_INACTIVE: readonly KeyState[] = ['intended', 'written', 'done', 'unproven'];

/**
 * Whether we deactivated the key, or may have, so recently that IAM may still show it as Active: no look
 * voids such a record, and the key counts neither as survivor nor as surplus. A record that no clock of ours
 * can have written yet is none of these.
 */
export function isRecentlyDeactivated(record: KeyRecord, now: Date): boolean {
  const isPast = latestWriteOf(record) <= now.getTime() + MAX_CLOCK_SKEW_MS + LAST_WRITE_MS + MAX_LANDING_MS;
  return MAY_BE_INACTIVE.includes(record.state) && isPast && now < shownBy(record);
}

/** When IAM shows the deactivation at the latest, by whatever clock. */
export const shownBy = (record: KeyRecord): Date =>
  new Date(latestWriteOf(record) + MAX_IAM_LATENESS_MS + MAX_CLOCK_SKEW_MS);

/** When IAM may have received the deactivation at the latest. */
function latestWriteOf({ intendedAt, deactivatedAt }: KeyRecord): number {
  return deactivatedAt?.getTime() ?? intendedAt.getTime() + LAST_WRITE_MS + MAX_LANDING_MS;
}
