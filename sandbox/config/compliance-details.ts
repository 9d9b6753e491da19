import type {
  EvaluationResult as ApiResult,
  ComplianceType,
  GetComplianceDetailsByConfigRuleRequest,
  GetComplianceDetailsByConfigRuleResponse,
  GetComplianceDetailsByResourceRequest,
  GetComplianceDetailsByResourceResponse,
} from '@aws-sdk/client-config-service';
import { type Listing, pageOf } from '../paging.ts';
import type { ConfigService } from './config-rules.ts';
import { type EvaluationResult, resourceKey } from './dashboard.ts';
import { invalidNextToken } from './refusals.ts';

/** The default of Limit, also for a Limit of 0 (API reference). */
const DEFAULT_LIMIT = 10;

/** The types that are listed if the request names none: Config does not list NOT_APPLICABLE. */
const LISTED: readonly ComplianceType[] = ['COMPLIANT', 'NON_COMPLIANT'];

/** Config's GetComplianceDetailsByConfigRule: the last result of each resource of one rule. */
export function complianceDetails({ rules }: ConfigService) {
  return (request: GetComplianceDetailsByConfigRuleRequest): GetComplianceDetailsByConfigRuleResponse => {
    const { ConfigRuleName = '', ComplianceTypes = [], Limit, NextToken } = request;
    const listed = ComplianceTypes.length > 0 ? ComplianceTypes : LISTED;
    const listing: Listing<EvaluationResult> = {
      items: rules.named(ConfigRuleName).dashboard.results(),
      orderOf: resourceKey,
      isListed: ({ complianceType }) => listed.includes(complianceType),
    };
    const page = pageOf(listing, {
      token: NextToken,
      size: () => Limit || DEFAULT_LIMIT,
      onInvalidToken: invalidNextToken,
    });
    const items = page.items.map((result) => toApiResult(ConfigRuleName, result));
    return { EvaluationResults: items, NextToken: page.nextToken };
  };
}

/** One result of a resource, with its rule. */
interface RuleResult {
  readonly configRuleName: string;
  readonly result: EvaluationResult;
}

const ruleOrder = ({ configRuleName }: RuleResult): string => configRuleName;

/**
 * Config's GetComplianceDetailsByResource: the last result of one resource of each rule; a request cannot set
 * the page size.
 */
export function detailsOfResource({ rules }: ConfigService) {
  return (request: GetComplianceDetailsByResourceRequest): GetComplianceDetailsByResourceResponse => {
    const { ResourceType = '', ResourceId = '', ComplianceTypes = [], NextToken } = request;
    const listed = ComplianceTypes.length > 0 ? ComplianceTypes : LISTED;
    const items = rules.all().flatMap(({ configRuleName, dashboard }) =>
      dashboard
        .results()
        .filter(({ resourceType, resourceId }) => resourceType === ResourceType && resourceId === ResourceId)
        .filter(({ complianceType }) => listed.includes(complianceType))
        .map((result) => ({ configRuleName, result })),
    );
    const paging = { token: NextToken, size: () => RESULTS_PER_PAGE, onInvalidToken: invalidNextToken };
    const page = pageOf({ items, orderOf: ruleOrder }, paging);
    const results = page.items.map(({ configRuleName, result }) => toApiResult(configRuleName, result));
    return { EvaluationResults: results, NextToken: page.nextToken };
  };
}

/** AWS does not document the length of a page; with one so short, callers must ask for the next one. */
const RESULTS_PER_PAGE = 2;

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
