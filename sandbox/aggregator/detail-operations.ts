import type {
  AggregateEvaluationResult,
  GetAggregateComplianceDetailsByConfigRuleRequest,
  GetAggregateComplianceDetailsByConfigRuleResponse,
  SelectAggregateResourceConfigRequest,
  SelectAggregateResourceConfigResponse,
} from '@aws-sdk/client-config-service';
import type { Operations } from '../api.ts';
import { invalidExpression } from './refusals.ts';
import { assertSupported } from './rule-operations.ts';
import {
  type AggregatedResource,
  type AggregatorState,
  aggregatorPage,
  assertAggregator,
  type HeldResult,
  resultKey,
} from './state.ts';

/** The operations about single resources. */
export function detailOperations(state: AggregatorState): Operations {
  return {
    GetAggregateComplianceDetailsByConfigRule: (request: GetAggregateComplianceDetailsByConfigRuleRequest) =>
      complianceDetails(state, request),
    SelectAggregateResourceConfig: (request: SelectAggregateResourceConfigRequest) =>
      selectResources(state, request),
  };
}

/** The default of Limit (API reference). */
const DEFAULT_RESULTS = 50;

/**
 * A rule or an account that the aggregator does not hold has no results; the API reference has no error for
 * it.
 */
function complianceDetails(
  state: AggregatorState,
  request: GetAggregateComplianceDetailsByConfigRuleRequest,
): GetAggregateComplianceDetailsByConfigRuleResponse {
  const { ConfigurationAggregatorName, ConfigRuleName, AccountId, AwsRegion, ComplianceType } = request;
  assertAggregator(state, ConfigurationAggregatorName);
  assertSupported(ComplianceType);
  const page = aggregatorPage(
    state,
    {
      items: state.results(),
      orderOf: resultKey,
      isListed: (result) =>
        result.configRuleName === ConfigRuleName &&
        result.accountId === AccountId &&
        result.awsRegion === AwsRegion &&
        (!ComplianceType || result.complianceType === ComplianceType),
    },
    { ...request, limit: DEFAULT_RESULTS, mayBeginEmpty: true },
  );
  return { AggregateEvaluationResults: page.items.map(toResult), NextToken: page.nextToken };
}

function toResult(result: HeldResult): AggregateEvaluationResult {
  const { accountId, awsRegion, configRuleName, resourceType, resourceId, annotation, recordedAt } = result;
  return {
    EvaluationResultIdentifier: {
      EvaluationResultQualifier: {
        ConfigRuleName: configRuleName,
        ResourceType: resourceType,
        ResourceId: resourceId,
      },
      OrderingTimestamp: recordedAt,
    },
    ComplianceType: result.complianceType,
    ResultRecordedTime: recordedAt,
    ConfigRuleInvokedTime: recordedAt,
    Annotation: annotation,
    AccountId: accountId,
    AwsRegion: awsRegion,
  };
}

/** The default of Limit for a query without an aggregation (API reference). */
const DEFAULT_RESOURCES = 25;

/** The only form of a query that the sandbox understands: some properties of all resources of one type. */
const QUERY = /^SELECT (?<properties>\w+(?:, \w+)*) WHERE resourceType = '(?<type>[\w:]+)'$/;

const PROPERTIES: readonly string[] = [
  'accountId',
  'awsRegion',
  'resourceType',
  'resourceId',
  'resourceName',
] satisfies (keyof AggregatedResource)[];

function selectResources(
  state: AggregatorState,
  request: SelectAggregateResourceConfigRequest,
): SelectAggregateResourceConfigResponse {
  const { ConfigurationAggregatorName, Expression = '' } = request;
  assertAggregator(state, ConfigurationAggregatorName);
  const { properties = '', type } = QUERY.exec(Expression)?.groups ?? {};
  const selected = properties.split(', ');
  if (!selected.every((each) => PROPERTIES.includes(each))) throw invalidExpression(Expression);
  const page = aggregatorPage(
    state,
    {
      items: state.resources(),
      orderOf: resourceOrder,
      isListed: ({ resourceType }) => resourceType === type,
    },
    { ...request, limit: DEFAULT_RESOURCES },
  );
  const results = page.items.map((resource) => JSON.stringify(resource, selected));
  return { Results: results, NextToken: page.nextToken };
}

const resourceOrder = ({ accountId, awsRegion, resourceType, resourceId }: AggregatedResource): string =>
  `${accountId} ${awsRegion} ${resourceType} ${resourceId}`;
