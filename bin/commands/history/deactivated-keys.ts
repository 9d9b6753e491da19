import type { KeyRecord } from '../../../ledger/key-records.ts';
import type { KeyMetadata, LastUse } from '../../../policy/access-key.ts';
import { type AccessKeyId, compareIds, type UserId } from '../../../policy/identifiers.ts';
import { DAY_MS } from '../../../policy/policy.ts';
import type { TouchesSince } from '../../../remediation/shared/touches-since.ts';
import type { Answer } from '../../privileges/privileges.ts';
import type { DeactivatedKey } from './history.ts';

/** What IAM and CloudTrail tell of the keys on record. */
export interface KeyFacts {
  /** What CloudTrail has shown of the keys since; a key of which it could not be read is missing. */
  readonly changes: ReadonlyMap<AccessKeyId, TouchesSince>;
  /** The keys of the users on record, by user id; a user whose keys could not be read is missing. */
  readonly keys: ReadonlyMap<UserId, readonly KeyMetadata[]>;
  /**
   * The last uses of Inactive keys on record, null if never used; a key of which it could not be read is
   * missing.
   */
  readonly lastUses: ReadonlyMap<AccessKeyId, LastUse | null>;
}

/** What is known beside the records. */
export interface KeyContext extends KeyFacts {
  readonly soakDays: number;
  /** The names of the users, by id. */
  readonly names: ReadonlyMap<UserId, string>;
}

/**
 * The records of keys that are Inactive: only their last use matters, since whoever uses an Active key may do
 * so.
 */
export function inactiveOnRecord(
  records: readonly KeyRecord[],
  keys: KeyFacts['keys'],
): readonly KeyRecord[] {
  return records.filter((record) => statusOf(record, keys) === 'Inactive');
}

/**
 * The keys on record with what IAM tells of them: those used since their deactivation first, then the latest
 * deactivation first.
 */
export function deactivatedKeysOf(
  records: readonly KeyRecord[],
  context: KeyContext,
): readonly DeactivatedKey[] {
  return records.map((record) => deactivatedKey(record, context)).toSorted(byImportance);
}

function deactivatedKey(record: KeyRecord, context: KeyContext): DeactivatedKey {
  const { keys, lastUses, soakDays, names, changes } = context;
  const { key, userId, state, deactivatedAt, survivor, execution } = record;
  const status = statusOf(record, keys);
  const isSoaking = state === 'done' && status === 'Inactive' && deactivatedAt !== undefined;
  const lastUse = lastUses.get(key);
  return {
    accessKeyId: key,
    userId,
    userName: names.get(userId) ?? null,
    state,
    deactivatedAt: deactivatedAt?.toISOString() ?? null,
    keptAccessKeyId: survivor ?? null,
    automationExecutionId: execution || null,
    ...changesOf(changes.get(key)),
    status,
    soaksUntil: isSoaking ? new Date(deactivatedAt.getTime() + soakDays * DAY_MS).toISOString() : null,
    usedSince: usedSince(record, lastUse),
    lastUsed: lastUse ? { ...lastUse, at: lastUse.at.toISOString() } : null,
  };
}

function changesOf(
  found: TouchesSince | undefined,
): Pick<DeactivatedKey, 'changedByOthers' | 'isDeactivationSeen'> {
  if (!found) return { changedByOthers: null, isDeactivationSeen: 'unknown' };
  return { changedByOthers: found.byOthers ?? null, isDeactivationSeen: found.isOursSeen ? 'yes' : 'no' };
}

function statusOf({ userId, key }: KeyRecord, keys: KeyFacts['keys']): string {
  const ofUser = keys.get(userId);
  if (!ofUser) return 'Unknown';
  return ofUser.find(({ id }) => id === key)?.status ?? 'Gone';
}

/** Where nobody knows when the key was deactivated, only a use before we began to tells anything. */
function usedSince({ deactivatedAt, intendedAt }: KeyRecord, lastUse: LastUse | null | undefined): Answer {
  if (lastUse === undefined) return 'unknown';
  if (lastUse === null || lastUse.at <= intendedAt) return 'no';
  if (!deactivatedAt) return 'unknown';
  return lastUse.at > deactivatedAt ? 'yes' : 'no';
}

function byImportance(a: DeactivatedKey, b: DeactivatedKey): number {
  const rank = ({ usedSince: answer }: DeactivatedKey) => (answer === 'yes' ? 0 : 1);
  const later = compareIds(b.deactivatedAt ?? '', a.deactivatedAt ?? '');
  return rank(a) - rank(b) || later || compareIds(a.accessKeyId, b.accessKeyId);
}
