import { explainVerdict } from '../../../policy/annotation.ts';
import type { PolicyRefusalCode, Verdict } from '../../../policy/verdict.ts';

/** A verdict, as far as two verdicts can differ for those whom they concern. */
export interface ComparableVerdict {
  readonly complianceType: Verdict['complianceType'];
  readonly situation: Verdict['situation'];
  /** What a remediation would do; null if it would do nothing. */
  readonly action: 'deactivate' | 'refuse' | null;
  /** Why no key can be selected; null if nothing is refused. */
  readonly refusalCode: PolicyRefusalCode | null;
  /** The survivor; null if no key is selected. */
  readonly keptAccessKeyId: string | null;
  /** The keys that a remediation would deactivate, sorted; empty if no key is selected. */
  readonly surplusAccessKeyIds: readonly string[];
  /** The annotation of the rule without the user name. */
  readonly explanation: string;
}

/** What of a verdict can differ for those whom it concerns. */
export function comparableOf(verdict: Verdict): ComparableVerdict {
  const { complianceType, situation } = verdict;
  const plan = verdict.situation === 'SurplusKeys' ? verdict.plan : undefined;
  const selected = plan?.action === 'deactivate' ? plan : undefined;
  return {
    complianceType,
    situation,
    action: plan?.action ?? null,
    refusalCode: plan?.action === 'refuse' ? plan.refusal.code : null,
    keptAccessKeyId: selected?.survivor.id ?? null,
    surplusAccessKeyIds: (selected?.surplus ?? []).map(({ id }) => id).toSorted(),
    explanation: explainVerdict(verdict),
  };
}

/** Whether two verdicts mean the same to the user, in whatever words. */
export function isSameVerdict(one: ComparableVerdict, other: ComparableVerdict): boolean {
  const essence = ({ explanation: _, ...others }: ComparableVerdict) => JSON.stringify(others);
  return essence(one) === essence(other);
}

/** A verdict in a few words: `NON_COMPLIANT: keep AKIA…, deactivate AKIA…`. */
export function verdictText({
  complianceType,
  situation,
  action,
  refusalCode,
  keptAccessKeyId: survivor,
  surplusAccessKeyIds,
}: ComparableVerdict): string {
  if (action === 'deactivate') {
    return `${complianceType}: keep ${survivor}, deactivate ${surplusAccessKeyIds.join(', ')}`;
  }
  if (action === 'refuse') return `${complianceType}: no key can be selected (${refusalCode})`;
  return `${complianceType}: ${SITUATIONS[situation]}`;
}

const SITUATIONS: Readonly<Record<Verdict['situation'], string>> = {
  AtMostOneActiveKey: 'one active key at most',
  Exempt: 'exempt',
  RotationInProgress: 'a rotation is in progress',
  SurplusKeys: 'surplus keys',
};
