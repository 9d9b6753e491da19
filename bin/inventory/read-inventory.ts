import type { IAMClient } from '@aws-sdk/client-iam';
import pMap from 'p-map';
import type { ListedUser } from '../../aws/iam-reads.ts';
import { CONCURRENT_USERS } from '../../aws/pace.ts';
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

/** What an inventory is made with. */
export interface ReadInventoryOptions {
  readonly iam: IAMClient;
  /** Those to read. */
  readonly listing: Iterable<ListedUser> | AsyncIterable<ListedUser>;
  readonly accountId: string;
  readonly policy: Policy;
  readonly now: Date;
  /** Aborted: what is known so far is the inventory, and says that it is not complete. */
  readonly signal: AbortSignal;
  /** Told after each user. */
  readonly onProgress: (done: number, all: number) => void;
}

/** Reads and judges users. Throws if they cannot be listed; a user who cannot be read is a failure of its own. */
export async function readInventory(options: ReadInventoryOptions): Promise<Inventory> {
  const { iam, listing, accountId, policy, now, signal, onProgress } = options;
  const listed: ListedUser[] = [];
  await untilAborted(signal, async () => {
    for await (const user of listing) {
      if (signal.aborted) break;
      listed.push(user);
    }
  });
  const users: InventoryUser[] = [];
  const failures: UnreadUser[] = [];
  let done = 0;
  const read = async (user: ListedUser) => {
    if (signal.aborted) return;
    try {
      const found = await untilAborted(signal, () => readUser(iam, user, policy, now));
      if (found) users.push(found);
    } catch (error) {
      failures.push({ userName: user.userName, reason: describeError(error) });
    }
    done += 1;
    onProgress(done, listed.length);
  };
  await pMap(listed, read, { concurrency: CONCURRENT_USERS });
  return {
    schemaVersion: SCHEMA_VERSION,
    generatedAt: now.toISOString(),
    accountId,
    parameters: policy,
    isComplete: !signal.aborted,
    summary: summarize(users, failures),
    users: users.toSorted(byName),
    failures: failures.toSorted(byName),
  };
}

function summarize(users: readonly InventoryUser[], failures: readonly UnreadUser[]): Summary {
  const having = (isMeant: (user: InventoryUser) => boolean) => users.filter(isMeant).length;
  const judged = (type: InventoryUser['complianceType']) =>
    having(({ complianceType }) => complianceType === type);
  return {
    users: users.length + failures.length,
    verdicts: {
      COMPLIANT: judged('COMPLIANT'),
      NON_COMPLIANT: judged('NON_COMPLIANT'),
      NOT_APPLICABLE: judged('NOT_APPLICABLE'),
    },
    activeKeys: {
      none: having((user) => activeKeys(user) === 0),
      one: having((user) => activeKeys(user) === 1),
      more: having((user) => activeKeys(user) > 1),
    },
    unread: failures.length,
  };
}

function activeKeys({ accessKeys }: InventoryUser): number {
  return accessKeys.filter(({ status }) => status === 'Active').length;
}

function byName(a: { readonly userName: string }, b: { readonly userName: string }): number {
  return a.userName < b.userName ? -1 : 1;
}
