import { lastExemptDay } from '../../../policy/exemption.ts';
import type { StepContext } from './step.ts';

/** For how many days the command exempts, unless the policy allows fewer. */
const EXEMPTION_DAYS = 30;

/** The day until which the command of an exemption exempts. */
export function suggestedExemptionEnd({ policy, now }: Pick<StepContext, 'policy' | 'now'>): string {
  return lastExemptDay(EXEMPTION_DAYS, policy, now);
}
