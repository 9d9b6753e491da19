import type { DescribedUser } from '../../aws/iam-users.ts';
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
} from './inventory-user.ts';
import { isProduction } from './order.ts';

/** What was read of a user, and decided. */
export interface ReadUser {
  readonly verdict: Verdict;
  readonly keys: readonly AccessKey[];
  readonly records: readonly KeyRecord[];
  readonly attributes: UserAttributes;
}

/** A user of the inventory, by what was read. */
export function describeUser(
  user: DescribedUser,
  found: ReadUser,
  now: Date,
): Omit<InventoryUser, 'accountId'> {
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

function deactivationOf({
  key,
  state,
  deactivatedAt,
  survivor,
  execution,
}: KeyRecord): InventoryDeactivation {
  return {
    accessKeyId: key,
    state,
    deactivatedAt: deactivatedAt?.toISOString() ?? null,
    record: `${state} kept=${survivor ?? 'none'} execution=${execution || 'none'}`,
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
