import {
  type ConfigServiceClient,
  paginateGetComplianceDetailsByConfigRule,
} from '@aws-sdk/client-config-service';
import { isUserId, type UserId, userId } from '../policy/identifiers.ts';
import { requiredList, requiredText } from './required.ts';

/** GetComplianceDetailsByConfigRule returns at most 100 results a page (API reference, Limit). */
const RESULTS_PER_PAGE = 100;

/**
 * The ids of the users that AWS Config shows as NON_COMPLIANT by a rule; an id of anything else than a user is left out. Throws
 * `MalformedAnswerError` and the errors of AWS Config.
 */
export async function listNonCompliantUsers(
  config: ConfigServiceClient,
  configRuleName: string,
): Promise<readonly UserId[]> {
  const pages = paginateGetComplianceDetailsByConfigRule(
    { client: config, pageSize: RESULTS_PER_PAGE },
    { ConfigRuleName: configRuleName, ComplianceTypes: ['NON_COMPLIANT'] },
  );
  const ids: UserId[] = [];
  for await (const page of pages) {
    for (const result of requiredList('EvaluationResults', page.EvaluationResults ?? [])) {
      const qualifier = result.EvaluationResultIdentifier?.EvaluationResultQualifier;
      const id = requiredText('EvaluationResultQualifier.ResourceId', qualifier?.ResourceId);
      if (isUserId(id)) ids.push(userId(id));
    }
  }
  return ids;
}
