import type { IAMClient } from '@aws-sdk/client-iam';
import { againIfKeyGone, getAccessKeyLastUse } from '../../aws/iam-access-keys.ts';
import { type ListedUser, listUserTags } from '../../aws/iam-users.ts';
import { type DecisionContext, readVerdict, type UserVerdict } from '../../aws/read-verdict.ts';
import type { AccessKey, KeyMetadata } from '../../policy/access-key.ts';
import { annotate, explainVerdict } from '../../policy/annotation.ts';
import { refusalSentences } from '../../policy/refusal.ts';
import type { Tags } from '../../policy/tags.ts';
import type { Verdict } from '../../policy/verdict.ts';
import { readRecords } from '../../remediation/shared/record.ts';
import type { InventoryKey, InventoryPlan, InventoryUser } from './inventory.ts';

/**
 * Reads one user and decides its verdict, as the rule does. Beyond the rule's calls, it reads the last use of every other key,
 * and the tags of a user without an active key, which contain the records of deactivations. Undefined if the user no
 * longer exists.
 */
export function readUser(
  iam: IAMClient,
  user: ListedUser,
  context: DecisionContext,
): Promise<InventoryUser | undefined> {
  // The keys that are not active are read after the verdict, so one of them may be gone by then.
  return againIfKeyGone(() => readOnce(iam, user, context));
}

async function readOnce(
  iam: IAMClient,
  user: ListedUser,
  context: DecisionContext,
): Promise<InventoryUser | undefined> {
  const reading = await readVerdict(iam, user, context);
  if (reading.kind === 'gone') return undefined;
  const keys = await readLastUses(iam, user, reading);
  const tags = await readTags(iam, user, reading);
  return tags && describeUser(user, { verdict: reading.verdict, keys, tags });
}

type Judged = Extract<UserVerdict, { kind: 'judged' }>;

async function readLastUses(
  iam: IAMClient,
  { userName }: ListedUser,
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

/**
 * The tags: already read if several keys are active; a user with an inactive key and no active one may have records.
 */
async function readTags(
  iam: IAMClient,
  user: ListedUser,
  { keys, activeKeys, tags }: Judged,
): Promise<Tags | undefined> {
  const mayHaveRecords = activeKeys.length === 0 && keys.some((key: KeyMetadata) => key.status !== 'Active');
  return mayHaveRecords ? listUserTags(iam, user.userName) : tags;
}

interface ReadUser {
  readonly verdict: Verdict;
  readonly keys: readonly AccessKey[];
  readonly tags: Tags;
}

function describeUser({ userName, userId }: ListedUser, { verdict, keys, tags }: ReadUser): InventoryUser {
  return {
    userName,
    userId,
    complianceType: verdict.complianceType,
    situation: verdict.situation,
    annotation: annotate(userName, verdict),
    explanation: explainVerdict(verdict),
    plan: verdict.situation === 'SurplusKeys' ? planOf(verdict.plan) : null,
    exemption:
      verdict.situation === 'Exempt'
        ? { until: verdict.exemption.until, reason: verdict.exemption.reason }
        : null,
    accessKeys: keys.toSorted(byAge).map(keyOf),
    deactivations: readRecords(tags).map(({ key, value, deactivatedAt }) => ({
      accessKeyId: key,
      deactivatedAt: deactivatedAt?.toISOString() ?? null,
      record: value,
    })),
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

function keyOf({ id, status, createdAt, lastUse }: AccessKey): InventoryKey {
  return {
    accessKeyId: id,
    status,
    createdAt: createdAt.toISOString(),
    lastUsed: lastUse && { at: lastUse.at.toISOString(), service: lastUse.service, region: lastUse.region },
  };
}

function byAge(a: AccessKey, b: AccessKey): number {
  return a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1);
}
