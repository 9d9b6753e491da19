import type { ConfigRule } from '@aws-sdk/client-config-service';
import { listRules } from '../../aws/config-rules.ts';
import { parseJsonText } from '../../aws/event-fields.ts';
import { parseParameters } from '../../policy/parameters.ts';
import type { Policy } from '../../policy/policy.ts';
import { type AwsEnvironment, ruleFunctionArn } from '../../product/names.ts';
import { parseRuleParameters } from '../../rule/parameters.ts';
import { NotDeployedError, orUsageError } from '../command-line/errors.ts';
import { optionName } from '../command-line/option-name.ts';
import type { Account } from './account.ts';
import { PARAMETER_NAMES } from './parameter-names.ts';

/** The policy's parameters as options of the command line. */
export type PolicyOptions = Partial<Readonly<Record<keyof Policy, string>>>;

/** The given parameters, and the defaults of all others; throws `UsageError` for an invalid value. */
export function policyOf(options: PolicyOptions): Policy {
  const given = PARAMETER_NAMES.filter((name) => options[name] !== undefined);
  return orUsageError(() => parseParameters(pick(options, given)));
}

/**
 * The given parameters, and for all others the values of the deployed rule, which the compliance dashboard
 * and its button use. Reads the rule from AWS Config only if a parameter was not given.
 *
 * Throws `UsageError` for an invalid value, and `NotDeployedError` if no rule is deployed, or several that
 * differ.
 */
export async function readDeployedPolicy(
  options: PolicyOptions,
  account: Account,
  environment: AwsEnvironment,
): Promise<Policy> {
  const policy = policyOf(options);
  const missing = PARAMETER_NAMES.filter((name) => options[name] === undefined);
  if (missing.length === 0) return policy;
  const rules = await listRules(account.config(), ruleFunctionArn(environment));
  return { ...policy, ...pick(commonPolicyOf(rules, environment.region), missing) };
}

/** The parameters of all rules; throws `NotDeployedError` if there is no rule, or if the rules differ. */
function commonPolicyOf(rules: readonly ConfigRule[], region: string): Policy {
  const alternative = `or give all of ${PARAMETER_NAMES.map(optionName).join(', ')}`;
  const [first, ...others] = rules.map(parametersOf);
  if (!first)
    throw new NotDeployedError(`The rule is not deployed in ${region}: give --region, ${alternative}.`);
  const isSameAsFirst = (other: Policy) => PARAMETER_NAMES.every((name) => other[name] === first[name]);
  if (others.every(isSameAsFirst)) return first;
  const names = rules.map(({ ConfigRuleName }) => ConfigRuleName).join(' and ');
  throw new NotDeployedError(
    `The rules ${names} differ in their parameters: make them the same, ${alternative}.`,
  );
}

function parametersOf({ ConfigRuleName, InputParameters }: ConfigRule): Policy {
  try {
    return parseRuleParameters(parseJsonText('InputParameters', InputParameters || '{}')).policy;
  } catch (cause) {
    throw new Error(`The parameters of the rule ${ConfigRuleName} are invalid: ${String(cause)}`, {
      cause,
    });
  }
}

function pick<Values extends object, Name extends keyof Values>(values: Values, names: readonly Name[]) {
  return Object.fromEntries(names.map((name) => [name, values[name]])) as Pick<Values, Name>;
}

/** The parameters as runbooks expect them: names in PascalCase, values as strings. */
export function toRunbookParameters(policy: Partial<Policy>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(policy).map(([name, value]) => [
      name.charAt(0).toUpperCase() + name.slice(1),
      String(value),
    ]),
  );
}

/** Describes the parameters in one line. */
export function describePolicy(policy: Policy): string {
  return PARAMETER_NAMES.map((name) => `${name}=${policy[name]}`).join(' ');
}
