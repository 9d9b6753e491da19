import type { PolicyRefusalCode, Verdict } from '../../policy/verdict.ts';
import { EXEMPT_REASON_TAG, EXEMPT_UNTIL_TAG, KEEP_TAG } from '../../product/tags.ts';

/** What people do about each refusal of a decision; docs/reference.md says the same. */
export const STEPS_AFTER_REFUSAL: Readonly<Record<PolicyRefusalCode, string>> = {
  InvalidExemption: `Correct the exemption: the tag ${EXEMPT_UNTIL_TAG} or ${EXEMPT_REASON_TAG}; or remove it.`,
  InvalidKeepTag: `Correct or remove the tag ${KEEP_TAG}.`,
  InvalidKeepAccessKeyId: 'Look at the keys of the user, and start again with the id of an active one.',
  Indistinguishable: `Name the survivor: tag the user ${KEEP_TAG}=ID with the id of the key that stays.`,
  KeysInUse: `Separate the workloads: give each its own user; or name the survivor in the tag ${KEEP_TAG}.`,
  NewKey: `Finish the rotation, or name the survivor in the tag ${KEEP_TAG}.`,
};

/** What people do about a user whose surplus keys can be chosen. */
export const REMEDIATE = 'Remediate the user: in AWS Config, or with one-active-key remediate.';

/** Why no surplus key can be chosen; null if nothing is refused. */
export function refusalCodeOf(verdict: Verdict): PolicyRefusalCode | null {
  if (verdict.situation !== 'SurplusKeys' || verdict.plan.action !== 'refuse') return null;
  return verdict.plan.refusal.code;
}

/** What people do next about a user with this verdict; null unless it is NON_COMPLIANT. */
export function nextStepOf(verdict: Verdict): string | null {
  if (verdict.complianceType !== 'NON_COMPLIANT') return null;
  const code = refusalCodeOf(verdict);
  return code ? STEPS_AFTER_REFUSAL[code] : REMEDIATE;
}
