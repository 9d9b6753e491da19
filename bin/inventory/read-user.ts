import type { IAMClient } from '@aws-sdk/client-iam';
import { againIfKeyGone, getAccessKeyLastUse } from '../../aws/iam-access-keys.ts';
import type { DescribedUser } from '../../aws/iam-users.ts';
import type { DecisionContext, readVerdict, UserVerdict } from '../../aws/read-verdict.ts';
import type { KeyRecord } from '../../ledger/key-records.ts';
import type { AccessKey } from '../../policy/access-key.ts';
import { annotate, explainVerdict } from '../../policy/annotation.ts';
import { type Exemption, exemptionEnd } from '../../policy/exemption.ts';
import { DAY_MS } from '../../policy/policy.ts';
import { refusalSentences } from '../../policy/refusal.ts';
import type { Verdict } from '../../policy/verdict.ts';
import type { UserAttributes } from './attributes.ts';
import type {
  InventoryDeactivation,
  InventoryExemption,
  InventoryKey,
  InventoryPlan,
  InventoryUser,
} from './inventory.ts';
import { isProduction } from './order.ts';
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
 * Reads one user and decides its verdict by `read`, as the rule does. Beyond the rule's calls, it reads the last use of every other
 * key. Undefined if the name does not belong to the user any more.
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

interface ReadUser {
  readonly verdict: Verdict;
  readonly keys: readonly AccessKey[];
  readonly records: readonly KeyRecord[];
  readonly attributes: UserAttributes;
}

function describeUser(user: DescribedUser, found: ReadUser, now: Date): Omit<InventoryUser, 'accountId'> {
  const { userName, userId, arn, path, createdAt } = user;
  const { verdict, keys, records, attributes } = found;
  const { tags, ...others } = attributes;
  return {
    userName,
    userId,
    arn,
    path,
    createdAt: createdAt.toISOString(),
    tags: tags ? Object.fromEntries(tags) : null,
    production: isProduction(tags),
    ...others,
    complianceType: verdict.complianceType,
    situation: verdict.situation,
    annotation: annotate(userName, verdict),
    explanation: explainVerdict(verdict),
    plan: verdict.situation === 'SurplusKeys' ? planOf(verdict.plan) : null,
    exemption: verdict.situation === 'Exempt' ? exemptionOf(verdict.exemption, now) : null,
    accessKeys: keys.toSorted(byAge).map((key) => keyOf(key, now)),
    deactivations: records.map(deactivationOf),
  };
}

function exemptionOf({ until, reason, owner }: Exemption, now: Date): InventoryExemption {
  const end = new Date(exemptionEnd(until) ?? 0);
  return { until, reason, owner, daysLeft: wholeDays(now, end) };
}

/** Whole days from one time to another; 0 if it is earlier, since clocks differ. */
function wholeDays(from: Date, to: Date): number {
  return Math.max(0, Math.floor((to.getTime() - from.getTime()) / DAY_MS));
}

function deactivationOf({ key, state, deactivatedAt, kept, execution }: KeyRecord): InventoryDeactivation {
  return {
    accessKeyId: key,
    state,
    deactivatedAt: deactivatedAt?.toISOString() ?? null,
    record: `${state} kept=${kept ?? 'none'} execution=${execution || 'none'}`,
  };
}

function planOf(plan: Extract<Verdict, { situation: 'SurplusKeys' }>['plan']): InventoryPlan {
  if (plan.action === 'refuse') {
    return { action: 'refuse', code: plan.refusal.code, reason: refusalSentences(plan.refusal)[0] };
  }
  return {
    action: 'deactivate',
    keptAccessKeyId: plan.survivor.id,
    surplusAccessKeyIds: plan.surplus.map(({ id }) => id),
    selectedBy: plan.selectedBy,
  };
}

function keyOf({ id, status, createdAt, lastUse }: AccessKey, now: Date): InventoryKey {
  return {
    accessKeyId: id,
    status,
    createdAt: createdAt.toISOString(),
    ageDays: wholeDays(createdAt, now),
    lastUsed: lastUse && { at: lastUse.at.toISOString(), service: lastUse.service, region: lastUse.region },
    unusedDays: wholeDays(lastUse?.at ?? createdAt, now),
  };
}

function byAge(a: AccessKey, b: AccessKey): number {
  return a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1);
}
