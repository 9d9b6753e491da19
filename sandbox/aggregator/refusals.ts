import { AwsError } from '../api.ts';

export { invalidNextToken } from '../config/refusals.ts';

/** The error for an aggregator that does not exist. */
export function noSuchAggregator(name: string | undefined): AwsError {
  return new AwsError(
    'NoSuchConfigurationAggregatorException',
    `The configuration aggregator ${name} does not exist in this account and Region.`,
  );
}

/**
 * The error for a compliance type that an aggregator does not support (API reference,
 * ConfigRuleComplianceFilters).
 */
export function unsupportedComplianceType(complianceType: string): AwsError {
  return new AwsError(
    'ValidationException',
    `ComplianceType: an aggregator supports COMPLIANT and NON_COMPLIANT; received ${complianceType}.`,
  );
}

/** The error for a query that is not SQL of AWS Config, or that the sandbox does not understand. */
export function invalidExpression(expression: string): AwsError {
  return new AwsError('InvalidExpressionException', `The query is not valid: ${expression}`);
}
