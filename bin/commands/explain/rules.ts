import type { PolicyRefusalCode, Verdict } from '../../../policy/verdict.ts';

/** The rules of a decision, in the order in which `judge` tries them: the test of this file proves it. */
export const RULES = [
  'ActiveKeys',
  'Exemption',
  'RotationGrace',
  'InvalidExemption',
  'Survivor',
  'Protection',
  'Plan',
] as const;

/** One of the rules. */
export type RuleName = (typeof RULES)[number];

/** The rule that a verdict comes from. */
export function decisiveRule(verdict: Verdict): RuleName {
  switch (verdict.situation) {
    case 'AtMostOneActiveKey':
      return 'ActiveKeys';
    case 'Exempt':
      return 'Exemption';
    case 'RotationInProgress':
      return 'RotationGrace';
    case 'SurplusKeys':
      return verdict.plan.action === 'deactivate' ? 'Plan' : REFUSED_BY[verdict.plan.refusal.code];
  }
}

const REFUSED_BY = {
  InvalidExemption: 'InvalidExemption',
  InvalidKeepTag: 'Survivor',
  InvalidKeepAccessKeyId: 'Survivor',
  Indistinguishable: 'Survivor',
  KeysInUse: 'Protection',
  NewKey: 'Protection',
} as const satisfies Readonly<Record<PolicyRefusalCode, RuleName>>;
