import type { IAMClient } from '@aws-sdk/client-iam';
import pMap from 'p-map';
import type { ListedUser } from '../../aws/iam-users.ts';
import { CONCURRENT_USERS } from '../../aws/pace.ts';
import { type KeyRecord, readAllKeyRecords } from '../../ledger/key-records.ts';
import type { Ledger } from '../../ledger/table.ts';
import { activeKeysOf } from '../../policy/access-key.ts';
import type { UserId } from '../../policy/identifiers.ts';
import type { Policy } from '../../policy/policy.ts';
import { describeError } from '../../product/describe.ts';
import { untilAborted } from '../until-aborted.ts';
import {
  type Inventory,
  type InventoryUser,
  SCHEMA_VERSION,
  type Summary,
  type UnreadUser,
} from './inventory.ts';
import { readUser } from './read-user.ts';

/** The options of `readInventory`. */
export interface ReadInventoryOptions {
  readonly iam: IAMClient;
  /** Undefined if the records of deactivations are not to be read. */
  readonly ledger: Ledger | undefined;
  /** The users to read. */
  readonly listing: Iterable<ListedUser> | AsyncIterable<ListedUser>;
  readonly accountId: string;
  readonly policy: Policy;
  readonly now: Date;
  /** When it aborts, the inventory contains the users that were read so far, and `isComplete` is false. */
  readonly signal: AbortSignal;
  /** Called after each user. */
  readonly onProgress: (doneCount: number, total: number) => void;
}

/**
 * Reads users and decides their verdicts. Throws if the users cannot be listed or the ledger cannot be read; a user that
 * cannot be read is one of `failures`.
 */
export async function readInventory(options: ReadInventoryOptions): Promise<Inventory> {
  const { accountId, policy, now, signal, ledger } = options;
  // First: a ledger that cannot be read is reported before all users are read.
  const records = ledger && (await untilAborted(signal, () => readRecordsByUser(ledger)));
  const { users, failures } = await readUsers(await listedUsers(options), records ?? NO_RECORDS, options);
  return {
    schemaVersion: SCHEMA_VERSION,
    generatedAt: now.toISOString(),
    accountId,
    parameters: policy,
    isComplete: !signal.aborted,
    readsLedger: records !== undefined,
    summary: summarize(users, failures),
    users: users.toSorted(byName),
    failures: failures.toSorted(byName),
  };
}

/** The users of the listing, up to an interruption. */
async function listedUsers({ listing, signal }: ReadInventoryOptions): Promise<readonly ListedUser[]> {
  const listed: ListedUser[] = [];
  await untilAborted(signal, async () => {
    for await (const user of listing) {
      if (signal.aborted) break;
      listed.push(user);
    }
  });
  return listed;
}

/** Reads the listed users, several at once; a user that no longer exists is in neither list. */
async function readUsers(
  listed: readonly ListedUser[],
  records: RecordsByUser,
  { iam, policy, now, signal, onProgress }: ReadInventoryOptions,
): Promise<Pick<Inventory, 'users' | 'failures'>> {
  const users: InventoryUser[] = [];
  const failures: UnreadUser[] = [];
  let doneCount = 0;
  const read = async (user: ListedUser) => {
    if (signal.aborted) return;
    try {
      const found = await untilAborted(signal, () =>
        readUser(iam, user, { policy, now, records: records.get(user.userId) ?? [] }),
      );
      if (found) users.push(found);
    } catch (error) {
      failures.push({ userName: user.userName, reason: describeError(error) });
    }
    doneCount += 1;
    onProgress(doneCount, listed.length);
  };
  await pMap(listed, read, { concurrency: CONCURRENT_USERS });
  return { users, failures };
}

type RecordsByUser = ReadonlyMap<UserId, readonly KeyRecord[]>;

const NO_RECORDS: RecordsByUser = new Map();

/** Throws `MalformedItemError` for an item that is none of ours: an inventory that lacks a record would be believed. */
async function readRecordsByUser(ledger: Ledger): Promise<RecordsByUser> {
  const { records, malformed } = await readAllKeyRecords(ledger);
  if (malformed[0]) throw malformed[0];
  const byUser = new Map<UserId, KeyRecord[]>();
  for (const record of records) byUser.set(record.userId, [...(byUser.get(record.userId) ?? []), record]);
  return byUser;
}

function summarize(users: readonly InventoryUser[], failures: readonly UnreadUser[]): Summary {
  const countOf = (matches: (user: InventoryUser) => boolean) => users.filter(matches).length;
  const withVerdict = (type: InventoryUser['complianceType']) =>
    countOf(({ complianceType }) => complianceType === type);
  return {
    users: users.length + failures.length,
    verdicts: {
      COMPLIANT: withVerdict('COMPLIANT'),
      NON_COMPLIANT: withVerdict('NON_COMPLIANT'),
      NOT_APPLICABLE: withVerdict('NOT_APPLICABLE'),
    },
    activeKeys: {
      none: countOf((user) => countActiveKeys(user) === 0),
      one: countOf((user) => countActiveKeys(user) === 1),
      more: countOf((user) => countActiveKeys(user) > 1),
    },
    unread: failures.length,
  };
}

function countActiveKeys({ accessKeys }: InventoryUser): number {
  return activeKeysOf(accessKeys).length;
}

function byName(a: { readonly userName: string }, b: { readonly userName: string }): number {
  return a.userName < b.userName ? -1 : 1;
}
