import {
  type ConfigServiceClient,
  type ConfigurationAggregator,
  DescribeConfigurationAggregatorsCommand,
  paginateDescribeConfigurationAggregatorSourcesStatus,
} from '@aws-sdk/client-config-service';
import { optionalText, required, requiredList, requiredText, requiredTexts } from './required.ts';

/**
 * The accounts that an aggregator names in a Region, none for an organization's; undefined if it does not
 * collect from that Region. Throws `NoSuchConfigurationAggregatorException` if there is no aggregator of this
 * name in the account and the Region of the client.
 */
export async function readSourceAccounts(
  config: ConfigServiceClient,
  { name, region }: { readonly name: string; readonly region: string },
): Promise<readonly string[] | undefined> {
  const answer = await config.send(
    new DescribeConfigurationAggregatorsCommand({ ConfigurationAggregatorNames: [name] }),
  );
  const list = 'DescribeConfigurationAggregators.ConfigurationAggregators';
  const [aggregator] = requiredList(list, answer.ConfigurationAggregators);
  return accountsIn(required(list, aggregator), region);
}

function accountsIn(
  { OrganizationAggregationSource: organization, AccountAggregationSources }: ConfigurationAggregator,
  region: string,
): readonly string[] | undefined {
  const list = 'ConfigurationAggregator.AccountAggregationSources';
  const sources = requiredList(list, AccountAggregationSources ?? []);
  const collecting = sources.filter((source) => collectsFrom(source, region));
  const hasOrganization = organization instanceof Object && collectsFrom(organization, region);
  if (!hasOrganization && collecting.length === 0) return undefined;
  return collecting.flatMap((source) =>
    requiredTexts('AccountAggregationSource.AccountIds', source.AccountIds),
  );
}

interface Regions {
  readonly AllAwsRegions?: boolean | undefined;
  readonly AwsRegions?: readonly string[] | undefined;
}

function collectsFrom({ AllAwsRegions, AwsRegions }: Regions, region: string): boolean {
  return AllAwsRegions === true || (Array.isArray(AwsRegions) && AwsRegions.includes(region));
}

/** When and how an aggregator was last updated from a source. */
export interface SourceUpdate {
  /** The account; of an organization, whatever AWS Config calls it. */
  readonly sourceId: string;
  readonly isOrganization: boolean;
  /** Undefined if the status is not one of a Region. */
  readonly region: string | undefined;
  /** `SUCCEEDED`, `FAILED` or `OUTDATED`; `unknown` if AWS does not say. */
  readonly status: string;
  readonly updatedAt: Date | undefined;
  /** Why the last update failed, with its code; empty if it did not. */
  readonly error: string;
}

/** Lists when the aggregator was last updated from each of its sources. */
export async function listSourceUpdates(config: ConfigServiceClient, name: string): Promise<SourceUpdate[]> {
  const updates: SourceUpdate[] = [];
  const request = { ConfigurationAggregatorName: name };
  for await (const page of paginateDescribeConfigurationAggregatorSourcesStatus(
    { client: config },
    request,
  )) {
    const list = 'DescribeConfigurationAggregatorSourcesStatus.AggregatedSourceStatusList';
    for (const source of requiredList(list, page.AggregatedSourceStatusList ?? [])) {
      const { SourceId, SourceType, AwsRegion, LastUpdateStatus, LastUpdateTime } = source;
      updates.push({
        sourceId: requiredText('AggregatedSourceStatus.SourceId', SourceId),
        isOrganization: SourceType === 'ORGANIZATION',
        region: optionalText(AwsRegion) || undefined,
        status: optionalText(LastUpdateStatus) || 'unknown',
        updatedAt: LastUpdateTime && required('AggregatedSourceStatus.LastUpdateTime', LastUpdateTime),
        error: [source.LastErrorCode, source.LastErrorMessage].map(optionalText).filter(Boolean).join(': '),
      });
    }
  }
  return updates;
}
