import { type AccessKey, activeKeysOf } from '../../../policy/access-key.ts';
import { explainVerdict } from '../../../policy/annotation.ts';
import { accessKeyId, isAccessKeyId } from '../../../policy/identifiers.ts';
import { parseDateTime } from '../../../policy/iso8601.ts';
import { refusalSentences } from '../../../policy/refusal.ts';
import { formatDay } from '../../../policy/text.ts';
import { judge, type Plan, type Verdict } from '../../../policy/verdict.ts';
import type { InventoryKey, InventoryUser } from '../../inventory/inventory-user.ts';
import type { DecisionKey, DecisionRow } from '../row.ts';
import { type Action, contradicted, nothing, refused } from './action.ts';
import type { CurrentAccount } from './current-account.ts';
import { newKeyIn } from './new-key.ts';

/**
 * What is to be done about a row that names the key to keep, by the decision that the runbook makes with
 * `KeepAccessKeyId`. Beyond it, a row is refused if a key that would go was idle when people decided, and has
 * been used since.
 */
export function checkKeep(row: DecisionRow, user: InventoryUser, account: CurrentAccount): Action {
  const keep = row.keep.trim();
  if (!isAccessKeyId(keep)) return refused(`keep is "${keep}"; expected the id of an access key, AKIA….`);
  const active = activeKeysOf(user.accessKeys).map((key) => key.accessKeyId);
  if (!active.includes(keep)) {
    const reason = `${keep} is no active access key of this user (${active.join(', ') || 'none is active'}).`;
    return row.keys.some((key) => key.accessKeyId === keep) ? contradicted(reason) : refused(reason);
  }
  const verdict = verdictOn(user, keep, account);
  if (verdict.situation === 'AtMostOneActiveKey') return nothing(`${keep} is the only active access key.`);
  const added = newKeyIn(row, user);
  if (added !== undefined) return refused(added);
  if (verdict.situation !== 'SurplusKeys') {
    return refused(`the runbook would deactivate no key. ${explainVerdict(verdict)}`);
  }
  return actionOfPlan(row, { keep, verdict, plan: verdict.plan }, account);
}

/** The verdict that the runbook would come to with this key as its `KeepAccessKeyId`. */
function verdictOn(user: InventoryUser, keep: string, { policy, now }: CurrentAccount): Verdict {
  const tags = new Map(Object.entries(user.tags ?? {}));
  return judge({ keys: user.accessKeys.map(keyOf), tags, keepAccessKeyId: accessKeyId(keep) }, policy, now);
}

function keyOf({ accessKeyId: id, status, createdAt, lastUsed }: InventoryKey): AccessKey {
  const lastUse = lastUsed && { ...lastUsed, at: new Date(lastUsed.at) };
  return { id: accessKeyId(id), status, createdAt: new Date(createdAt), lastUse };
}

interface Planned {
  readonly keep: string;
  readonly verdict: Verdict;
  readonly plan: Plan;
}

function actionOfPlan(
  row: DecisionRow,
  { keep, verdict, plan }: Planned,
  { policy }: CurrentAccount,
): Action {
  if (plan.action === 'refuse') return refused(refusalSentences(plan.refusal)[0]);
  const used = plan.surplus.find((key) => isUsedSince(row.keys, key, policy.protectUsedWithinDays));
  if (used?.lastUse) {
    const at = formatDay(used.lastUse.at);
    return refused(
      `${used.id} was used on ${at}, after people had decided; it was idle when the file was written.`,
    );
  }
  const surplusAccessKeyIds = plan.surplus.map(({ id }) => id);
  return { kind: 'deactivate', keep, surplusAccessKeyIds, explanation: explainVerdict(verdict) };
}

/**
 * Whether the evidence on which people decided has changed: a key that was idle is in use. With a protection
 * of 0 days no use counts.
 */
function isUsedSince(
  known: readonly DecisionKey[],
  { id, lastUse }: AccessKey,
  protectDays: number,
): boolean {
  const before = known.find((key) => key.accessKeyId === id);
  if (!before || !lastUse || protectDays === 0) return false;
  if (before.lastUsedAt === null) return true;
  const lastUsedBefore = parseDateTime(before.lastUsedAt) ?? 0;
  return before.unusedDays >= protectDays && lastUse.at.getTime() > lastUsedBefore;
}
