import type {
  AggregateComplianceByConfigRule,
  ComplianceType,
  DescribeAggregateComplianceByConfigRulesRequest,
  DescribeAggregateComplianceByConfigRulesResponse,
} from '@aws-sdk/client-config-service';
import type { Operations } from '../api.ts';
import { unsupportedComplianceType } from './refusals.ts';
import { type AggregatorState, aggregatorPage, assertAggregator, type HeldResult } from './state.ts';

/** The default of Limit, "the maximum" (API reference). */
const MAX_RULES = 1000;

/** The operation that says which rules of which accounts comply. */
export function ruleOperations(state: AggregatorState): Operations {
  return {
    DescribeAggregateComplianceByConfigRules: (request: DescribeAggregateComplianceByConfigRulesRequest) =>
      describeRules(state, request),
  };
}

/**
 * A rule without a result is not listed: "Does not display rules that do not have compliance results" (API
 * reference).
 */
function describeRules(
  state: AggregatorState,
  request: DescribeAggregateComplianceByConfigRulesRequest,
): DescribeAggregateComplianceByConfigRulesResponse {
  const { ConfigurationAggregatorName, Filters = {} } = request;
  assertAggregator(state, ConfigurationAggregatorName);
  assertSupported(Filters.ComplianceType);
  const page = aggregatorPage(
    state,
    {
      items: rulesOf(state.results()),
      orderOf: ruleOrder,
      isListed: (rule) =>
        isOneOf(Filters.ConfigRuleName, rule.ConfigRuleName) &&
        isOneOf(Filters.AccountId, rule.AccountId) &&
        isOneOf(Filters.AwsRegion, rule.AwsRegion) &&
        isOneOf(Filters.ComplianceType, rule.Compliance?.ComplianceType),
    },
    { ...request, limit: MAX_RULES, mayBeginEmpty: true },
  );
  return { AggregateComplianceByConfigRules: [...page.items], NextToken: page.nextToken };
}

/** Throws for a compliance type that an aggregator does not support. */
export function assertSupported(complianceType: ComplianceType | undefined): void {
  if (complianceType && complianceType !== 'COMPLIANT' && complianceType !== 'NON_COMPLIANT')
    throw unsupportedComplianceType(complianceType);
}

const isOneOf = (filter: string | undefined, value: string | undefined): boolean =>
  filter === undefined || filter === value;

const ruleOrder = ({ AccountId, AwsRegion, ConfigRuleName }: AggregateComplianceByConfigRule): string =>
  `${AccountId} ${AwsRegion} ${ConfigRuleName}`;

/**
 * The number up to which the contributors of a rule are counted. AWS says "up to a maximum number" and does
 * not name it.
 */
const CONTRIBUTOR_CAP = 25;

/** The rules of each list of results: all pages of a listing share one list, which is sorted only once. */
const rulesByResults = new WeakMap<object, readonly AggregateComplianceByConfigRule[]>();

function rulesOf(results: readonly HeldResult[]): readonly AggregateComplianceByConfigRule[] {
  const known = rulesByResults.get(results);
  if (known) return known;
  const failures = new Map<string, { readonly rule: HeldResult; count: number }>();
  for (const result of results) {
    const key = `${result.accountId} ${result.awsRegion} ${result.configRuleName}`;
    const group = failures.get(key) ?? { rule: result, count: 0 };
    if (result.complianceType === 'NON_COMPLIANT') group.count += 1;
    failures.set(key, group);
  }
  const rules = [...failures.values()].map(({ rule, count }) => toRule(rule, count));
  rulesByResults.set(results, rules);
  return rules;
}

function toRule(
  { accountId, awsRegion, configRuleName }: HeldResult,
  failureCount: number,
): AggregateComplianceByConfigRule {
  const count = {
    CappedCount: Math.min(failureCount, CONTRIBUTOR_CAP),
    CapExceeded: failureCount > CONTRIBUTOR_CAP,
  };
  return {
    AccountId: accountId,
    AwsRegion: awsRegion,
    ConfigRuleName: configRuleName,
    Compliance:
      failureCount === 0
        ? { ComplianceType: 'COMPLIANT' }
        : { ComplianceType: 'NON_COMPLIANT', ComplianceContributorCount: count },
  };
}
