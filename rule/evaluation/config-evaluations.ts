/** AWS Config: the evaluations of a rule, written and read back. */

import {
  type ConfigServiceClient,
  type Evaluation,
  PutEvaluationsCommand,
  paginateGetComplianceDetailsByConfigRule,
} from '@aws-sdk/client-config-service';
import { requiredList, requiredText } from '../../aws/required.ts';

/** PutEvaluations takes at most 100 evaluations (AWS Config API Reference, PutEvaluations). */
export const EVALUATIONS_PER_CALL = 100;

/** GetComplianceDetailsByConfigRule gives at most 100 results a page. */
const RESULTS_PER_PAGE = 100;

/**
 * The result token with which a rule is tried out: AWS's rule development kit (RDK) set the custom. Config checks
 * the evaluations then and keeps nothing.
 */
const TEST_TOKEN = 'TESTMODE';

/** Reports up to 100 evaluations; answers those that Config could not take (which comes with HTTP status 200). */
export async function putEvaluations(
  config: ConfigServiceClient,
  resultToken: string,
  evaluations: readonly Evaluation[],
): Promise<readonly Evaluation[]> {
  const answer = await config.send(
    new PutEvaluationsCommand({
      ResultToken: resultToken,
      Evaluations: [...evaluations],
      ...(resultToken === TEST_TOKEN && { TestMode: true }),
    }),
  );
  const failed = requiredList('PutEvaluations.FailedEvaluations', answer.FailedEvaluations ?? []);
  for (const each of failed)
    requiredText('FailedEvaluations.ComplianceResourceId', each.ComplianceResourceId);
  return failed;
}

/** What Config shows of a resource. */
export interface HeldResult {
  readonly complianceType: string | undefined;
  readonly annotation: string | undefined;
}

/** What Config holds of a rule, by the ids of the resources; those that are NOT_APPLICABLE are not among them. */
export type HeldResults = ReadonlyMap<string, HeldResult>;

/** Reads what Config holds of this rule. */
export async function listHeldResults(
  config: ConfigServiceClient,
  configRuleName: string,
): Promise<HeldResults> {
  const held = new Map<string, HeldResult>();
  const pages = paginateGetComplianceDetailsByConfigRule(
    { client: config, pageSize: RESULTS_PER_PAGE },
    { ConfigRuleName: configRuleName, ComplianceTypes: ['COMPLIANT', 'NON_COMPLIANT'] },
  );
  for await (const page of pages) {
    for (const result of requiredList('EvaluationResults', page.EvaluationResults ?? [])) {
      const qualifier = result.EvaluationResultIdentifier?.EvaluationResultQualifier;
      const id = requiredText('EvaluationResultQualifier.ResourceId', qualifier?.ResourceId);
      held.set(id, { complianceType: result.ComplianceType, annotation: result.Annotation });
    }
  }
  return held;
}
