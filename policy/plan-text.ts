import type { Plan, Verdict } from './verdict.ts';

/** A plan that deactivates keys. */
export type DeactivatingPlan = Plan & { readonly action: 'deactivate' };

/**
 * The whole plan in one text, equal for two plans exactly if they keep the same key, deactivate the same
 * keys, and do so for the same reason: what selected the survivor, and which protections that waives.
 */
export function planText({ survivor, surplus, selectedBy, waived }: DeactivatingPlan): string {
  return JSON.stringify({
    keep: survivor.id,
    deactivate: surplus.map(({ id }) => id).toSorted(),
    selectedBy,
    waived: waived.toSorted(),
  });
}

/** The text of the plan of a verdict; undefined if it has none that deactivates keys. */
export function planTextOf(verdict: Verdict): string | undefined {
  if (verdict.situation !== 'SurplusKeys' || verdict.plan.action !== 'deactivate') return undefined;
  return planText(verdict.plan);
}
