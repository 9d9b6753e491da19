import type { IAMClient } from '@aws-sdk/client-iam';
import pMap from 'p-map';
import { AccessKeyGoneError } from '../../../aws/errors.ts';
import { getAccessKeyLastUse, listAccessKeys } from '../../../aws/iam-access-keys.ts';
import { CONCURRENT_USERS } from '../../../aws/pace.ts';
import type { KeyRecord } from '../../../ledger/key-records.ts';
import type { Ledger } from '../../../ledger/table.ts';
import type { KeyMetadata, LastUse } from '../../../policy/access-key.ts';
import type { AccessKeyId, UserId, UserName } from '../../../policy/identifiers.ts';
import type { Attempts } from './attempts.ts';
import { inactiveOnRecord, type KeyFacts } from './deactivated-keys.ts';
import { readChanges } from './read-changes.ts';
import type { TaggedUser } from './tagged-users.ts';

/** The records whose keys are read. */
export interface ReadKeyFactsOptions {
  readonly iam: IAMClient;
  readonly ledger: Ledger;
  readonly records: readonly KeyRecord[];
  /** All users of the account; undefined if they could not be read. */
  readonly users: readonly TaggedUser[] | undefined;
  readonly attempts: Attempts;
}

/**
 * Reads what CloudTrail has shown of each key on record, one query each, the keys of each user on record, one
 * call each, and the last use of each key on record that is Inactive, one call of GetAccessKeyLastUsed each.
 * A user that the account does not have any more has no keys.
 */
export async function readKeyFacts(options: ReadKeyFactsOptions): Promise<KeyFacts> {
  const { ledger, records, users, attempts } = options;
  const changes = await readChanges(ledger, records, attempts);
  const keys = new Map<UserId, readonly KeyMetadata[]>();
  const lastUses = new Map<AccessKeyId, LastUse | null>();
  if (!users) return { changes, keys, lastUses };
  const names = new Map(users.map(({ userId, userName }) => [userId, userName]));
  const onRecord = [...new Set(records.map(({ userId }) => userId))];
  const eachAtOnce = { concurrency: CONCURRENT_USERS };
  await pMap(onRecord, (id) => readKeys(options, [id, names.get(id)], keys), eachAtOnce);
  const read = async ({ key, userId }: KeyRecord) => {
    const lastUse = await readLastUse(options, key, names.get(userId));
    if (lastUse !== undefined) lastUses.set(key, lastUse);
  };
  await pMap(inactiveOnRecord(records, keys), read, eachAtOnce);
  return { changes, keys, lastUses };
}

async function readKeys(
  { iam, attempts }: ReadKeyFactsOptions,
  [id, name]: readonly [UserId, UserName | undefined],
  keys: Map<UserId, readonly KeyMetadata[]>,
): Promise<void> {
  // An empty list for a user that is gone: its keys are gone, too.
  const read = async () => (name === undefined ? [] : ((await listAccessKeys(iam, name)) ?? []));
  const found = await attempts.attempt({ what: 'keyStatus', which: id }, read);
  if (found) keys.set(id, found);
}

async function readLastUse(
  { iam, attempts }: ReadKeyFactsOptions,
  key: AccessKeyId,
  userName: UserName | undefined,
): Promise<LastUse | null | undefined> {
  if (userName === undefined) return undefined;
  const found = await attempts.attempt({ what: 'lastUse', which: key }, async () => {
    try {
      return { lastUse: await getAccessKeyLastUse(iam, { userName, key }) };
    } catch (error) {
      // Somebody deleted the key a moment ago: nobody can use it any more, and its last use is not told.
      if (error instanceof AccessKeyGoneError) return { lastUse: undefined };
      throw error;
    }
  });
  return found?.lastUse;
}
