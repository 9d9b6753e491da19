import { DAY_MS } from '../../../policy/policy.ts';
import { formatDay } from '../../../policy/text.ts';
import type { StepContext } from './step.ts';

/** For how many days the command exempts, unless the policy allows fewer. */
const EXEMPTION_DAYS = 30;

/** The day until which the command of an exemption exempts. */
export function suggestedExemptionEnd({ policy, now }: Pick<StepContext, 'policy' | 'now'>): string {
  const days = Math.min(EXEMPTION_DAYS, policy.exemptionMaxDays);
  return formatDay(new Date(now.getTime() + days * DAY_MS));
}
