import { type Choice, PARAMETERS, readChoice, readPolicy, refuseOthers } from '../policy/parameters.ts';
import type { Policy } from '../policy/policy.ts';

/** Which evaluations Config is sent: all, or the NON_COMPLIANT ones and those that differ from what it holds. */
export type Reporting = 'All' | 'Changes';

/** The rule's own parameter `reporting`: no runbook has it, since it decides nothing about a key. */
export const REPORTING = {
  values: ['All', 'Changes'],
  default: 'All',
  description:
    'All: AWS Config is sent every user, every time. Changes: what it holds already only if NON_COMPLIANT, for a smaller bill',
} as const satisfies Choice<Reporting>;

/** What the rule is told: how to decide, and what to report. */
export interface RuleParameters {
  readonly policy: Policy;
  readonly reporting: Reporting;
}

/** Reads the parameters of the rule likewise: the policy's, and `reporting`. */
export function parseRuleParameters(given: Readonly<Record<string, unknown>>): RuleParameters {
  refuseOthers(given, [...Object.keys(PARAMETERS), 'reporting']);
  return { policy: readPolicy(given), reporting: readChoice(given, 'reporting', REPORTING) };
}
