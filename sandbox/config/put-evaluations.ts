import type {
  Evaluation,
  PutEvaluationsRequest,
  PutEvaluationsResponse,
} from '@aws-sdk/client-config-service';
import type { ConfigService } from './config-rules.ts';
import type { EvaluationResult, ReportedCompliance } from './dashboard.ts';
import { invalidResultToken, reservedComplianceType } from './refusals.ts';

/** Config's PutEvaluations: stores the results that the function of a rule reports. */
export function putEvaluations(config: ConfigService) {
  return ({ Evaluations = [], ResultToken, TestMode }: PutEvaluationsRequest): PutEvaluationsResponse => {
    const recordedAt = config.clock.now();
    const failed = Evaluations.filter((evaluation) => config.isFailing(evaluation));
    const taken = Evaluations.filter((evaluation) => !failed.includes(evaluation));
    const results = taken.map((evaluation) => toResult(evaluation, recordedAt));
    // API reference: with TestMode, any token that is not empty is accepted, and nothing is stored.
    const rule = TestMode && ResultToken ? undefined : ruleOf(config, ResultToken);
    for (const result of results) rule?.dashboard.record(result);
    return { FailedEvaluations: failed };
  };
}

function ruleOf({ rules }: ConfigService, resultToken: string | undefined) {
  const rule = rules.ofToken(resultToken ?? '');
  if (rule) return rule;
  throw invalidResultToken();
}

function toResult(evaluation: Evaluation, recordedAt: Date): EvaluationResult {
  const { ComplianceResourceId, ComplianceResourceType, Annotation, OrderingTimestamp } = evaluation;
  return {
    // The service model requires both members, so that the empty values are never used.
    resourceId: ComplianceResourceId ?? '',
    resourceType: ComplianceResourceType ?? '',
    complianceType: reported(evaluation.ComplianceType),
    ...(Annotation === undefined ? {} : { annotation: Annotation }),
    orderingTimestamp: OrderingTimestamp ?? recordedAt,
    recordedAt,
  };
}

/**
 * API reference of Evaluation: only Config itself may set INSUFFICIENT_DATA, though the model's type has it.
 */
function reported(complianceType: string | undefined): ReportedCompliance {
  switch (complianceType) {
    case 'COMPLIANT':
    case 'NON_COMPLIANT':
    case 'NOT_APPLICABLE':
      return complianceType;
    default:
      throw reservedComplianceType(complianceType);
  }
}
