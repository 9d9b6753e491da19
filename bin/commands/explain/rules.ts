import type { PolicyRefusalCode, Verdict } from '../../../policy/verdict.ts';

/** The steps of a decision, in the order in which `judge` tries them: the test of this file proves it. */
export const STEPS = [
  'ActiveKeys',
  'Exemption',
  'RotationGrace',
  'InvalidExemption',
  'Survivor',
  'Protection',
  'Plan',
] as const;

/** A step of the decision, as the JSON of an explanation names it. */
export type StepName = (typeof STEPS)[number];

/** The step that a verdict comes from. */
export function decisiveRule(verdict: Verdict): StepName {
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
} as const satisfies Readonly<Record<PolicyRefusalCode, StepName>>;
