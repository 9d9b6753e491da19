import type { PolicyRefusalCode } from '../../../policy/verdict.ts';
import {
  byHand,
  endExemption,
  exempt,
  nameSurvivor,
  remediate,
  removeKeepTag,
  separate,
} from './each-step.ts';
import type { Step, StepContext } from './step.ts';

/**
 * What to do next about a user, in the order in which it is advisable; empty if the user has one active key
 * at most.
 */
export function stepsOf(context: StepContext): readonly Step[] {
  const { verdict } = context;
  switch (verdict.situation) {
    case 'AtMostOneActiveKey':
      return [];
    case 'Exempt':
      return [endExemption(context), byHand(context)];
    case 'RotationInProgress':
      return [byHand(context), nameSurvivor(context)];
    case 'SurplusKeys':
      return verdict.plan.action === 'deactivate'
        ? [remediate(context), nameSurvivor(context), exempt(context), byHand(context)]
        : stepsAfter(verdict.plan.refusal.code, context);
  }
}

function stepsAfter(code: PolicyRefusalCode, context: StepContext): readonly Step[] {
  const choices = [nameSurvivor(context), exempt(context), byHand(context)];
  switch (code) {
    case 'InvalidExemption':
      // A survivor that is named changes nothing while the exemption is invalid.
      return [endExemption(context), exempt(context), byHand(context)];
    case 'InvalidKeepTag':
    case 'InvalidKeepAccessKeyId':
      return [removeKeepTag(context), ...choices];
    case 'KeysInUse':
      return [separate(context), ...choices];
    case 'Indistinguishable':
    case 'NewKey':
      return choices;
  }
}
