import { explainVerdict } from '../../../policy/annotation.ts';
import type { PolicyRefusalCode, Verdict } from '../../../policy/verdict.ts';

/** A verdict, as far as two verdicts can differ for those whom they concern. */
export interface Outcome {
  readonly complianceType: Verdict['complianceType'];
  readonly situation: Verdict['situation'];
  /** What a remediation would do; null if it would do nothing. */
  readonly action: 'deactivate' | 'refuse' | null;
  /** Why no key can be selected; null if nothing is refused. */
  readonly refusalCode: PolicyRefusalCode | null;
  /** Null if no key is selected. */
  readonly keptAccessKeyId: string | null;
  /** The keys that a remediation would deactivate, sorted; empty if no key is selected. */
  readonly surplusAccessKeyIds: readonly string[];
  /** The annotation of the rule without the user name. */
  readonly explanation: string;
}

/** The outcome of a verdict. */
export function outcomeOf(verdict: Verdict): Outcome {
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

/** Whether two outcomes mean the same to the user, in whatever words. */
export function isSameOutcome(one: Outcome, other: Outcome): boolean {
  const essence = ({ explanation: _, ...others }: Outcome) => JSON.stringify(others);
  return essence(one) === essence(other);
}

/** An outcome in a few words: `NON_COMPLIANT: keep AKIA…, deactivate AKIA…`. */
export function outcomeText({
  complianceType,
  situation,
  action,
  refusalCode,
  keptAccessKeyId,
  surplusAccessKeyIds,
}: Outcome): string {
  if (action === 'deactivate') {
    return `${complianceType}: keep ${keptAccessKeyId}, deactivate ${surplusAccessKeyIds.join(', ')}`;
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
