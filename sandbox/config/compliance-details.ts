import type {
  EvaluationResult as ApiResult,
  ComplianceType,
  GetComplianceDetailsByConfigRuleRequest,
  GetComplianceDetailsByConfigRuleResponse,
} from '@aws-sdk/client-config-service';
import { pageOf } from '../paging.ts';
import type { ConfigService } from './config-rules.ts';
import { type EvaluationResult, resourceKey } from './dashboard.ts';
import { invalidNextToken } from './refusals.ts';

/** The default for Limit, which 0 stands for as well (API reference). */
const DEFAULT_LIMIT = 10;

/** What is listed if no type is asked for: Config does not show what a rule does not apply to. */
const LISTED: readonly ComplianceType[] = ['COMPLIANT', 'NON_COMPLIANT'];

/** Config's GetComplianceDetailsByConfigRule: the last result of each resource of one rule. */
export function complianceDetails({ rules }: ConfigService) {
  return (request: GetComplianceDetailsByConfigRuleRequest): GetComplianceDetailsByConfigRuleResponse => {
    const { ConfigRuleName = '', ComplianceTypes = [], Limit, NextToken } = request;
    const listed = ComplianceTypes.length > 0 ? ComplianceTypes : LISTED;
    const results = rules.named(ConfigRuleName).dashboard.results();
    const page = pageOf(results, resourceKey, {
      token: NextToken,
      size: () => Limit || DEFAULT_LIMIT,
      isListed: ({ complianceType }) => listed.includes(complianceType),
      onInvalidToken: invalidNextToken,
    });
    const items = page.items.map((result) => toApiResult(ConfigRuleName, result));
    return { EvaluationResults: items, NextToken: page.nextToken };
  };
}

function toApiResult(ConfigRuleName: string, result: EvaluationResult): ApiResult {
  const { resourceType, resourceId, orderingTimestamp, annotation } = result;
  return {
    EvaluationResultIdentifier: {
      EvaluationResultQualifier: {
        ConfigRuleName,
        ResourceType: resourceType,
        ResourceId: resourceId,
        EvaluationMode: 'DETECTIVE',
      },
      OrderingTimestamp: orderingTimestamp,
    },
    ComplianceType: result.complianceType,
    ResultRecordedTime: result.recordedAt,
    ...(annotation === undefined ? {} : { Annotation: annotation }),
  };
}
