import type { AggregatedSourceStatusType } from '@aws-sdk/client-config-service';
import type { ReportedCompliance } from '../config/dashboard.ts';
import { type Listing, type Page, pageOf } from '../paging.ts';
import { invalidNextToken, noSuchAggregator } from './refusals.ts';

/** The Regions from which a source is aggregated. */
export type SourceRegions = 'all' | readonly string[];

/** An aggregator, and how it answers. */
export interface AggregatorDefinition {
  readonly name: string;
  /** The Regions of the organization; absent if the aggregator has accounts only. */
  readonly organization?: SourceRegions;
  /** Accounts that are named one by one. */
  readonly accounts?: readonly { readonly accountIds: readonly string[]; readonly regions: SourceRegions }[];
  /**
   * Each listing of rules and results begins with an empty page that another one follows, as their API
   * references say that it may.
   */
  readonly emptyFirstPages?: boolean;
  /** The maximum number of items on a page, if it is lower than AWS's. */
  readonly pageSize?: number;
}

/** The status of a source; of an organization, the `sourceId` is any text and there is no Region. */
export interface SourceStatus {
  readonly sourceId: string;
  readonly sourceType?: 'ACCOUNT' | 'ORGANIZATION';
  readonly awsRegion?: string;
  readonly status: AggregatedSourceStatusType;
  readonly updatedAt?: Date;
  readonly errorCode?: string;
  readonly errorMessage?: string;
}

/** The result of one resource, as its account sent it. */
export interface AggregatedResult {
  readonly accountId: string;
  readonly awsRegion: string;
  readonly configRuleName: string;
  readonly resourceType: string;
  readonly resourceId: string;
  readonly complianceType: ReportedCompliance;
  /** Absent if the evaluation had none. */
  readonly annotation?: string;
  readonly recordedAt: Date;
}

/** A result that an aggregator holds. */
export type HeldResult = AggregatedResult & { readonly complianceType: 'COMPLIANT' | 'NON_COMPLIANT' };

/** A resource on record, with the properties that the sandbox's queries know. */
export interface AggregatedResource {
  readonly accountId: string;
  readonly awsRegion: string;
  readonly resourceType: string;
  readonly resourceId: string;
  /** Absent for a resource without a name. */
  readonly resourceName?: string;
}

/** Everything that an aggregator holds; each list is the same one until something changes. */
export interface AggregatorState {
  readonly definition: AggregatorDefinition;
  readonly sources: () => readonly SourceStatus[];
  readonly results: () => readonly HeldResult[];
  readonly resources: () => readonly AggregatedResource[];
}

/** The text that identifies a result, and by which results are ordered. */
export function resultKey(result: Omit<AggregatedResult, 'complianceType'>): string {
  const { accountId, awsRegion, configRuleName, resourceType, resourceId } = result;
  return `${accountId} ${awsRegion} ${configRuleName} ${resourceType} ${resourceId}`;
}

/** The page of a listing that a request asks for. */
export interface AggregatorPageRequest {
  readonly NextToken?: string | undefined;
  readonly Limit?: number | undefined;
}

/** The default of Limit, which also counts for a Limit of 0. */
export interface PageDefaults {
  readonly limit: number;
  /** Whether the first page may be empty although others follow. */
  readonly mayBeginEmpty?: boolean;
}

const AFTER_AN_EMPTY_PAGE = 'first';

/** One page of a listing of an aggregator. */
export function aggregatorPage<Item>(
  { definition: { emptyFirstPages, pageSize = Number.POSITIVE_INFINITY } }: AggregatorState,
  listing: Listing<Item>,
  { NextToken, Limit, limit, mayBeginEmpty }: AggregatorPageRequest & PageDefaults,
): Page<Item> {
  if (emptyFirstPages && mayBeginEmpty && NextToken === undefined)
    return { items: [], nextToken: AFTER_AN_EMPTY_PAGE };
  return pageOf(listing, {
    token: NextToken === AFTER_AN_EMPTY_PAGE ? undefined : NextToken,
    size: () => Math.min(Limit || limit, pageSize),
    onInvalidToken: invalidNextToken,
  });
}

/** Throws unless the request names the aggregator. */
export function assertAggregator({ definition }: AggregatorState, name: string | undefined): void {
  if (name !== definition.name) throw noSuchAggregator(name);
}
