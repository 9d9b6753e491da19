import {
  type Choice,
  PARAMETERS,
  parseChoice,
  parsePolicy,
  refuseUnknownParameters,
} from '../policy/parameters.ts';
import type { Policy } from '../policy/policy.ts';

/**
 * Which evaluations are reported: all, or only the NON_COMPLIANT ones and those that differ from the result
 * that AWS Config holds.
 */
export type Reporting = 'All' | 'Changes';

/**
 * The parameter `reporting` of the rule. The runbooks do not have it, since it decides nothing about a key.
 */
export const REPORTING = {
  values: ['All', 'Changes'],
  default: 'All',
  description:
    'All: every evaluation is reported. Changes: only NON_COMPLIANT ones and those that differ from the ' +
    'last result, for a smaller bill',
} as const satisfies Choice<Reporting>;

/** The parameters of the rule: how to decide, and what to report. */
export interface RuleParameters {
  readonly policy: Policy;
  readonly reporting: Reporting;
}

/** Parses the parameters of the rule, the policy's and `reporting`, as `parseParameters` does. */
export function parseRuleParameters(given: Readonly<Record<string, unknown>>): RuleParameters {
  refuseUnknownParameters(given, [...Object.keys(PARAMETERS), 'reporting']);
  return { policy: parsePolicy(given), reporting: parseChoice(given, 'reporting', REPORTING) };
}
