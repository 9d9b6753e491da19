import type { ConfigRule } from '@aws-sdk/client-config-service';
import { listRules, nameOfRule } from '../../aws/config-rules.ts';
import { parseJsonText } from '../../aws/event-fields.ts';
import { listNonCompliantUsers } from '../../aws/rule-results.ts';
import type { UserId } from '../../policy/identifiers.ts';
import { parsePolicy } from '../../policy/parameters.ts';
import type { Policy } from '../../policy/policy.ts';
import type { RemediationServices } from '../shared/services.ts';
import { AmbiguousRulesError } from './errors.ts';

/** By which parameters an automatic deactivation is decided, and whom AWS Config shows as NON_COMPLIANT. */
export interface AutomaticScope {
  readonly policy: Policy;
  readonly nonCompliant: readonly UserId[];
}

/**
 * Reads the parameters of our rules and their NON_COMPLIANT users: what people read on the dashboard is what
 * happens. Makes a call for each page of the rules and of the users. Throws `AmbiguousRulesError` if there is
 * no rule or if the rules differ, and the errors of AWS Config.
 */
export async function readAutomaticScope({
  config,
  ruleFunctionArn,
}: Pick<RemediationServices, 'config' | 'ruleFunctionArn'>): Promise<AutomaticScope> {
  const rules = await listRules(config, ruleFunctionArn);
  const policy = commonPolicyOf(rules);
  const users = new Set<UserId>();
  for (const rule of rules) {
    for (const id of await listNonCompliantUsers(config, nameOfRule(rule))) users.add(id);
  }
  return { policy, nonCompliant: [...users] };
}

function commonPolicyOf(rules: readonly ConfigRule[]): Policy {
  const [first, ...others] = rules.map(policyOf);
  if (!first) throw new AmbiguousRulesError('no rule of AWS Config invokes the rule function');
  const text = JSON.stringify(first);
  if (others.every((each) => JSON.stringify(each) === text)) return first;
  const names = rules.map(nameOfRule).join(' and ');
  throw new AmbiguousRulesError(`the rules ${names} differ in their parameters; make them the same`);
}

function policyOf(rule: ConfigRule): Policy {
  try {
    return parsePolicy(parseJsonText('InputParameters', rule.InputParameters || '{}'));
  } catch (cause) {
    throw new AmbiguousRulesError(
      `the parameters of the rule ${nameOfRule(rule)} are invalid: ${String(cause)}`,
    );
  }
}
