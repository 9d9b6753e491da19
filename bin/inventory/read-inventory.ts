import { type KeyRecord, type KeyState, readAllKeyRecords } from '../../ledger/key-records.ts';
import type { Ledger } from '../../ledger/table.ts';
import { activeKeysOf } from '../../policy/access-key.ts';
import type { UserId } from '../../policy/identifiers.ts';
import type { Policy } from '../../policy/policy.ts';
import { TAG_COLUMNS } from '../formats/tag-columns.ts';
import { untilAborted } from '../terminal/until-aborted.ts';
import { type Attributes, UNKNOWN_ATTRIBUTES } from './attributes.ts';
import {
  type Inventory,
  type InventoryAccount,
  type KeysOnRecord,
  NOT_FOR_PREVIEW,
  SCHEMA_VERSION,
} from './inventory.ts';
import type { InventoryUser } from './inventory-user.ts';
import { byImportance } from './order.ts';
import { byName, type EachResult, type ReadEachOptions, readEach } from './read-each.ts';
import { readUser } from './read-user.ts';
import { summarize } from './summary.ts';

/** An account, and what people call it. */
export type AccountNames = Pick<InventoryAccount, 'accountId' | 'accountAlias' | 'accountName'>;

/** The options of `readInventory`. When the signal aborts, `isComplete` of the inventory is false. */
export interface ReadInventoryOptions extends ReadEachOptions {
  /** Undefined if the records of deactivations are not to be read. */
  readonly ledger: Ledger | undefined;
  /** Absent if only the keys and what the verdicts need are to be read. */
  readonly attributes?: Attributes | undefined;
  /** The names of the tags that get a column. */
  readonly tagColumns?: readonly string[] | undefined;
  readonly account: AccountNames;
  readonly policy: Policy;
  readonly now: Date;
}

/**
 * Reads users and decides their verdicts. Throws if the users cannot be listed or the ledger cannot be read;
 * a user that cannot be read is one of `failures`.
 */
export async function readInventory(options: ReadInventoryOptions): Promise<Inventory> {
  const { account, policy, now, signal, ledger, attributes, tagColumns = TAG_COLUMNS } = options;
  const { accountId } = account;
  // First: a ledger that cannot be read is reported before all users are read.
  const records = ledger && (await untilAborted(signal, () => readRecordsByUser(ledger)));
  const { results: users, failures } = await readUsers(options, records ?? NO_RECORDS);
  const isComplete = !signal.aborted;
  const summary = summarize(users.map(countedUserOf), failures);
  const read = { failure: null, parameters: policy, ...ofLedger(records) };
  return {
    schemaVersion: SCHEMA_VERSION,
    generatedAt: now.toISOString(),
    ...NOT_FOR_PREVIEW,
    accounts: [{ ...account, ...read, attributes: attributes?.account ?? null, isComplete, summary }],
    tagColumns,
    isComplete,
    summary,
    users: users.toSorted(attributes ? byImportance : byName),
    failures: failures.toSorted(byName).map((each) => ({ accountId, ...each })),
  };
}

function readUsers(
  options: ReadInventoryOptions,
  records: RecordsByUser,
): Promise<EachResult<InventoryUser>> {
  const { iam, account, policy, now, attributes } = options;
  return readEach(options, (user, read) =>
    readUser(iam, user, {
      accountId: account.accountId,
      policy,
      now,
      read,
      records: records.get(user.userId) ?? [],
      attributes: attributes?.of(user) ?? UNKNOWN_ATTRIBUTES,
    }),
  );
}

const countedUserOf = ({ complianceType, accessKeys }: InventoryUser) => ({
  complianceType,
  activeKeys: activeKeysOf(accessKeys).length,
});

type RecordsByUser = ReadonlyMap<UserId, readonly KeyRecord[]>;

const NO_RECORDS: RecordsByUser = new Map();

function ofLedger(
  records: RecordsByUser | undefined,
): Pick<InventoryAccount, 'readsLedger' | 'keysOnRecord'> {
  return { readsLedger: records !== undefined, keysOnRecord: records ? countStates(records) : null };
}

function countStates(records: RecordsByUser): KeysOnRecord {
  const counts: Partial<Record<KeyState, number>> = {};
  for (const { state } of [...records.values()].flat()) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}

/**
 * Throws `MalformedItemError` for an item that is none of ours: an inventory that lacks a record would be
 * believed.
 */
async function readRecordsByUser(ledger: Ledger): Promise<RecordsByUser> {
  const { records, malformed } = await readAllKeyRecords(ledger);
  if (malformed[0]) throw malformed[0];
  const byUser = new Map<UserId, KeyRecord[]>();
  for (const record of records) byUser.set(record.userId, [...(byUser.get(record.userId) ?? []), record]);
  return byUser;
}
