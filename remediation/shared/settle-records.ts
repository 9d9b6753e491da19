import type { ListedUser } from '../../aws/iam-users.ts';
import { hasEnded, isOpen, type KeyRecord, type KeyState, readKeyRecords } from '../../ledger/key-records.ts';
import type { KeyMetadata } from '../../policy/access-key.ts';
import type { AccessKeyId, UserId } from '../../policy/identifiers.ts';
import { NoActiveKeyLeftError } from './errors.ts';
import type { RemediationServices } from './services.ts';
import type { UserRun } from './user-run.ts';
import { readKeys } from './verification.ts';

/** The records of a user, by key. */
export type KeyRecords = ReadonlyMap<AccessKeyId, KeyRecord>;

/** The records of a user after the settlement. */
export interface SettledRecords {
  readonly records: KeyRecords;
  /** A run that was interrupted may have deactivated a key, and no key of the user is Active now; undefined if not. */
  readonly lockout: NoActiveKeyLeftError | undefined;
}

/**
 * For how long a record outranks what IAM shows: IAM may show the status of a key from before a write for some time, and the
 * clock of the run that wrote the record may be up to five minutes behind.
 */
const RECENT_MS = 600_000;

/** Reads the records of a user, by key. Throws the errors of the ledger. */
export async function readRecords(
  { ledger }: Pick<RemediationServices, 'ledger'>,
  user: UserId,
): Promise<KeyRecords> {
  return new Map((await readKeyRecords(ledger, user)).map((each) => [each.key, each]));
}

/**
 * Reads the records of a user and settles, by what IAM shows, those that an interrupted run left open and those of keys that are
 * deleted or Active again; never writes to IAM. Only for a run that holds the lease of the user: otherwise the other run may
 * still be under way.
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
  for (const record of current) {
    const status = keys.find(({ id }) => id === record.key)?.status;
    if (isOpen(record) || isOutdated(record, status, now)) {
      records.set(record.key, await settle(run, record, status));
    }
  }
  return { records, lockout: lockoutOf(user, current, keys) };
}

type Status = KeyMetadata['status'] | undefined;

/** Writes what becomes of a record if IAM shows this status of its key, undefined if IAM has no such key. */
export function settle(run: Pick<UserRun, 'record'>, record: KeyRecord, status: Status): Promise<KeyRecord> {
  return run.record({ ...record, state: settledState(record, status) }, record);
}

/** What a record becomes. What cannot be proven to be ours is never deleted later. */
export function settledState(record: KeyRecord, status: Status): KeyState {
  if (status === undefined) return 'gone';
  if (record.state === 'undoing' || status === 'Active') return 'undone';
  return record.state === 'intended' ? 'unproven' : 'done';
}

/**
 * Whether somebody has deleted the key or set it to Active since its deactivation: if somebody deactivates it later, that is not
 * our deactivation.
 */
export function isOutdated(record: KeyRecord, status: Status, now: Date): boolean {
  return (status === undefined || status === 'Active') && !isRecentlyDeactivated(record, now);
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

/** Whether the key was deactivated by us so recently that IAM may still show it as Active: no look voids such a record. */
export function isRecentlyDeactivated({ state, changedAt }: KeyRecord, now: Date): boolean {
  return ['written', 'done', 'unproven'].includes(state) && now.getTime() - changedAt.getTime() < RECENT_MS;
}
