/** Writes the evaluations of a rule to AWS Config, and reads back the results that it holds. */

import {
  type ConfigServiceClient,
  type Evaluation,
  PutEvaluationsCommand,
} from '@aws-sdk/client-config-service';
import { requiredList, requiredText } from '../../aws/required.ts';
import { readRuleResults } from '../../aws/rule-results.ts';

/** PutEvaluations takes at most 100 evaluations (AWS Config API Reference, PutEvaluations). */
export const EVALUATIONS_PER_CALL = 100;

/**
 * The result token of a test run, as in AWS's rule development kit (RDK): AWS Config then checks the
 * evaluations and stores none.
 */
const TEST_TOKEN = 'TESTMODE';

/** Whether AWS Config stores nothing that a run with this result token reports. */
export const isTest = (resultToken: string): boolean => resultToken === TEST_TOKEN;

/**
 * Reports up to 100 evaluations; returns those that AWS Config lists as failed, in an answer with HTTP status
 * 200.
 */
export async function putEvaluations(
  config: ConfigServiceClient,
  resultToken: string,
  evaluations: readonly Evaluation[],
): Promise<readonly Evaluation[]> {
  const answer = await config.send(
    new PutEvaluationsCommand({
      ResultToken: resultToken,
      Evaluations: [...evaluations],
      ...(isTest(resultToken) && { TestMode: true }),
    }),
  );
  const failed = requiredList('PutEvaluations.FailedEvaluations', answer.FailedEvaluations ?? []);
  for (const each of failed)
    requiredText('FailedEvaluations.ComplianceResourceId', each.ComplianceResourceId);
  return failed;
}

/** The result that AWS Config holds of a resource. */
export interface HeldResult {
  readonly complianceType: string | undefined;
  readonly annotation: string | undefined;
  /** When AWS Config recorded it, in milliseconds; 0 if that is unknown. */
  readonly recordedAt: number;
}

/**
 * The results that AWS Config holds of a rule, by the id of the resource; it does not list NOT_APPLICABLE
 * ones.
 */
export type HeldResults = ReadonlyMap<string, HeldResult>;

const LISTED = ['COMPLIANT', 'NON_COMPLIANT'] as const;

/** Reads the results that AWS Config holds of a rule. Throws as `readRuleResults` does. */
export async function listHeldResults(
  config: ConfigServiceClient,
  configRuleName: string,
): Promise<HeldResults> {
  const held = new Map<string, HeldResult>();
  for await (const { resourceId, result } of readRuleResults(config, configRuleName, LISTED)) {
    const { ComplianceType: complianceType, Annotation: annotation, ResultRecordedTime: at } = result;
    // The time only orders the users, so a result without it is no error.
    const recordedAt = at instanceof Date ? at.getTime() || 0 : 0;
    held.set(resourceId, { complianceType, annotation, recordedAt });
  }
  return held;
}

/**
 * Whether a report may be left out, since AWS Config holds the same result.
 *
 * Never for NON_COMPLIANT: AWS Config starts automatic remediation from evaluations, and where two runs
 * overlap, or AWS Config shows an old result for a moment, an outdated result may be an alarm but never an
 * all-clear (docs/decisions/0002).
 */
export function isHeld(
  { ComplianceResourceId = '', ComplianceType, Annotation }: Evaluation,
  held: HeldResults,
): boolean {
  if (ComplianceType === 'NON_COMPLIANT') return false;
  const known = held.get(ComplianceResourceId);
  return known !== undefined && known.complianceType === ComplianceType && known.annotation === Annotation;
}
