import { explainSelection, saysWhatIsWaived } from '../../policy/annotation.ts';
import type { AccessKeyId } from '../../policy/identifiers.ts';
import type { ApprovedPlan } from '../approved-plan.ts';
import type { DeactivationPlan } from '../shared/planned-deactivation.ts';

/**
 * How a plan differs from the one that was approved, in two sentences; undefined if it keeps and deactivates
 * the same keys, and waives no protection of which the approvers did not read. The order of the surplus keys
 * makes no difference.
 */
export function describePlanChange(approved: ApprovedPlan, plan: DeactivationPlan): string | undefined {
  const current = { survivor: plan.survivor.id, accessKeyIds: plan.surplus.map(({ id }) => id) };
  const [before, now] = [approved, current].map(describePlan);
  if (before !== now) {
    return `The approval was to ${before}; by the keys and tags of now the run would ${now}. ${ASK_AGAIN}`;
  }
  if (saysWhatIsWaived(approved.reason, plan)) return undefined;
  return `The approval was to ${before}; it did not say: ${explainSelection(plan)} ${ASK_AGAIN}`;
}

const ASK_AGAIN = 'Ask for another approval.';

function describePlan({ survivor, accessKeyIds }: Omit<ApprovedPlan, 'reason'>): string {
  const surplus: readonly AccessKeyId[] = accessKeyIds.toSorted();
  return `keep ${survivor} and deactivate ${surplus.join(', ')}`;
}
