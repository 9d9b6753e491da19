import type { AccessKeyId } from '../../policy/identifiers.ts';
import type { ApprovedPlan } from '../approved-plan.ts';
import type { DeactivationPlan } from './deactivate-key.ts';

/**
 * How a plan differs from the one that was approved, in two sentences; undefined if it keeps and deactivates the same keys. The
 * order of the surplus keys makes no difference.
 */
export function describePlanChange(approved: ApprovedPlan, plan: DeactivationPlan): string | undefined {
  const current = { keptAccessKeyId: plan.survivor.id, accessKeyIds: plan.surplus.map(({ id }) => id) };
  const [before, now] = [approved, current].map(describePlan);
  if (before === now) return undefined;
  return `The approval was to ${before}; by the keys and tags of now the run would ${now}. Ask for another approval.`;
}

function describePlan({ keptAccessKeyId, accessKeyIds }: ApprovedPlan): string {
  const surplus: readonly AccessKeyId[] = accessKeyIds.toSorted();
  return `keep ${keptAccessKeyId} and deactivate ${surplus.join(', ')}`;
}
