import { AwsError } from '../api.ts';

/** The error for a page token that Config did not return. */
export function invalidNextToken(): AwsError {
  return new AwsError('InvalidNextTokenException', 'The specified next token is not valid.');
}

/** The error for a rule that does not exist. */
export function noSuchRule(configRuleName: string): AwsError {
  return new AwsError(
    'NoSuchConfigRuleException',
    `The ConfigRule '${configRuleName}' provided in the request is invalid. Please check the configRule name`,
  );
}

/** The error for a result token that Config did not issue. */
export function invalidResultToken(): AwsError {
  return new AwsError('InvalidResultTokenException', 'The result token provided in the request is invalid.');
}

/** The error for a compliance type that only Config itself may set (API reference, Evaluation). */
export function reservedComplianceType(complianceType: string | undefined): AwsError {
  return new AwsError(
    'InvalidParameterValueException',
    `PutEvaluations takes no evaluation of compliance type ${complianceType}.`,
  );
}

/** The error for an evaluation that is started too soon. */
export function startedTooSoon(configRuleName: string): AwsError {
  const message = `The rule ${configRuleName} is being evaluated, or was started less than a minute ago.`;
  return new AwsError('LimitExceededException', message);
}

/**
 * The error for a request without rules. AWS does not document this case; a silent success would hide a
 * mistake.
 */
export function noRuleNamed(): AwsError {
  return new AwsError('InvalidParameterValueException', 'ConfigRuleNames must name at least one rule.');
}
