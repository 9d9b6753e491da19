import {
  type ComplianceType,
  type ConfigServiceClient,
  type EvaluationResult,
  paginateGetComplianceDetailsByConfigRule,
} from '@aws-sdk/client-config-service';
import { isUserId, type UserId } from '../policy/identifiers.ts';
import { requiredList, requiredText } from './required.ts';

/** GetComplianceDetailsByConfigRule returns at most 100 results a page (API reference, Limit). */
const RESULTS_PER_PAGE = 100;

/** A result that AWS Config holds of a rule, and the id of its resource. */
export interface RuleResult {
  readonly resourceId: string;
  readonly result: EvaluationResult;
}

/**
 * The results of these compliance types that AWS Config holds of a rule, page by page. Throws
 * `MalformedAnswerError` and the errors of AWS Config.
 */
export async function* readRuleResults(
  config: ConfigServiceClient,
  configRuleName: string,
  complianceTypes: readonly ComplianceType[],
): AsyncGenerator<RuleResult> {
  const pages = paginateGetComplianceDetailsByConfigRule(
    { client: config, pageSize: RESULTS_PER_PAGE },
    { ConfigRuleName: configRuleName, ComplianceTypes: [...complianceTypes] },
  );
  for await (const page of pages) {
    for (const result of requiredList('EvaluationResults', page.EvaluationResults ?? [])) {
      const qualifier = result.EvaluationResultIdentifier?.EvaluationResultQualifier;
      const resourceId = requiredText('EvaluationResultQualifier.ResourceId', qualifier?.ResourceId);
      yield { resourceId, result };
    }
  }
}

/**
 * The ids of the users that AWS Config shows as NON_COMPLIANT by a rule; an id of anything else than a user
 * is left out. Throws as `readRuleResults` does.
 */
export async function listNonCompliantUsers(
  config: ConfigServiceClient,
  configRuleName: string,
): Promise<readonly UserId[]> {
  const ids: UserId[] = [];
  for await (const { resourceId } of readRuleResults(config, configRuleName, ['NON_COMPLIANT']))
    if (isUserId(resourceId)) ids.push(resourceId);
  return ids;
}
