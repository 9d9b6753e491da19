import type {
  AggregatedSourceStatus,
  ConfigurationAggregator,
  DescribeConfigurationAggregatorSourcesStatusRequest,
  DescribeConfigurationAggregatorSourcesStatusResponse,
  DescribeConfigurationAggregatorsRequest,
  DescribeConfigurationAggregatorsResponse,
} from '@aws-sdk/client-config-service';
import type { Operations } from '../api.ts';
import { noSuchAggregator } from './refusals.ts';
import {
  type AggregatorState,
  aggregatorPage,
  assertAggregator,
  type SourceRegions,
  type SourceStatus,
} from './state.ts';

/** The default of Limit, "the maximum" (API references of both operations). */
const MAX_ITEMS = 100;

/** The operations about the aggregator itself and its sources. */
export function sourceOperations(state: AggregatorState): Operations {
  return {
    DescribeConfigurationAggregators: (request: DescribeConfigurationAggregatorsRequest) =>
      describeAggregators(state, request),
    DescribeConfigurationAggregatorSourcesStatus: (
      request: DescribeConfigurationAggregatorSourcesStatusRequest,
    ) => describeSources(state, request),
  };
}

function describeAggregators(
  state: AggregatorState,
  { ConfigurationAggregatorNames: names = [] }: DescribeConfigurationAggregatorsRequest,
): DescribeConfigurationAggregatorsResponse {
  const unknown = names.find((name) => name !== state.definition.name);
  if (unknown !== undefined) throw noSuchAggregator(unknown);
  return { ConfigurationAggregators: [toAggregator(state)] };
}

/** Any role of the caller that can read the organization. */
const ORGANIZATION_ROLE = 'arn:aws:iam::111122223333:role/organization-reader';

function toAggregator({
  definition: { name, organization, accounts },
}: AggregatorState): ConfigurationAggregator {
  return {
    ConfigurationAggregatorName: name,
    ...(organization && {
      OrganizationAggregationSource: { RoleArn: ORGANIZATION_ROLE, ...toRegions(organization) },
    }),
    ...(accounts && {
      AccountAggregationSources: accounts.map(({ accountIds, regions }) => ({
        AccountIds: [...accountIds],
        ...toRegions(regions),
      })),
    }),
  };
}

const toRegions = (regions: SourceRegions) =>
  regions === 'all'
    ? { AllAwsRegions: true, AwsRegions: undefined }
    : { AllAwsRegions: false, AwsRegions: [...regions] };

function describeSources(
  state: AggregatorState,
  request: DescribeConfigurationAggregatorSourcesStatusRequest,
): DescribeConfigurationAggregatorSourcesStatusResponse {
  const { ConfigurationAggregatorName, UpdateStatus } = request;
  assertAggregator(state, ConfigurationAggregatorName);
  const page = aggregatorPage(
    state,
    {
      items: state.sources(),
      orderOf: sourceOrder,
      isListed: ({ status }) => !UpdateStatus || UpdateStatus.includes(status),
    },
    { ...request, limit: MAX_ITEMS },
  );
  return { AggregatedSourceStatusList: page.items.map(toStatus), NextToken: page.nextToken };
}

const sourceOrder = ({ sourceId, awsRegion = '' }: SourceStatus): string => `${sourceId} ${awsRegion}`;

function toStatus(source: SourceStatus): AggregatedSourceStatus {
  const { sourceId, sourceType = 'ACCOUNT', awsRegion, status, updatedAt } = source;
  return {
    SourceId: sourceId,
    SourceType: sourceType,
    AwsRegion: awsRegion,
    LastUpdateStatus: status,
    LastUpdateTime: updatedAt,
    LastErrorCode: source.errorCode,
    LastErrorMessage: source.errorMessage,
  };
}
