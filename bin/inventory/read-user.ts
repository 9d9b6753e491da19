import type { IAMClient } from '@aws-sdk/client-iam';
import { againIfKeyGone, getAccessKeyLastUse } from '../../aws/iam-access-keys.ts';
import type { DescribedUser } from '../../aws/iam-users.ts';
import type { DecisionContext, readVerdict, UserVerdict } from '../../aws/read-verdict.ts';
import type { KeyRecord } from '../../ledger/key-records.ts';
import type { AccessKey } from '../../policy/access-key.ts';
import type { UserAttributes } from './attributes.ts';
import { describeUser } from './describe-user.ts';
import type { InventoryUser } from './inventory-user.ts';
import type { ReadResult } from './read-each.ts';

/** The decision, the records of the user, and how to read it. */
export interface ReadUserContext extends DecisionContext {
  readonly accountId: string;
  /** With or without a check of the name. */
  readonly read: typeof readVerdict;
  readonly records: readonly KeyRecord[];
  readonly attributes: UserAttributes;
}

/**
 * Reads one user and decides its verdict by `read`, as the rule does. Beyond the rule's calls, it reads the
 * last use of every other key. Undefined if the name does not belong to the user any more.
 */
export function readUser(
  iam: IAMClient,
  user: DescribedUser,
  context: ReadUserContext,
): Promise<ReadResult<InventoryUser> | undefined> {
  // The keys that are not active are read after the verdict, so one of them may be gone by then.
  return againIfKeyGone(() => readOnce(iam, user, context));
}

async function readOnce(
  iam: IAMClient,
  user: DescribedUser,
  { accountId, records, read, attributes, ...context }: ReadUserContext,
): Promise<ReadResult<InventoryUser> | undefined> {
  const reading = await read(iam, user, context);
  if (reading.kind === 'vanished') return undefined;
  const keys = await readLastUses(iam, user, reading);
  const { verdict, isNameChecked } = reading;
  // The tags on which the verdict is based, if it is; they are the newer ones.
  const tags = verdict.situation === 'AtMostOneActiveKey' ? attributes.tags : reading.tags;
  const found = { verdict, keys, records, attributes: { ...attributes, tags } };
  return { result: { accountId, ...describeUser(user, found, context.now) }, isNameChecked };
}

type Judged = Extract<UserVerdict, { kind: 'judged' }>;

/** All keys of a user that was judged, each with its last use; reads those that the verdict did not need. */
export async function readLastUses(
  iam: IAMClient,
  { userName }: DescribedUser,
  { keys, activeKeys }: Judged,
): Promise<AccessKey[]> {
  const activeById = new Map(activeKeys.map((key) => [key.id, key]));
  const result: AccessKey[] = [];
  for (const key of keys) {
    const lastUse = () => getAccessKeyLastUse(iam, { userName, key: key.id });
    result.push(activeById.get(key.id) ?? { ...key, lastUse: await lastUse() });
  }
  return result;
}
