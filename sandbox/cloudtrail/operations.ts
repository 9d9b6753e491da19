import type { LookupEventsRequest, LookupEventsResponse } from '@aws-sdk/client-cloudtrail';
import { AwsError, type Operations } from '../api.ts';
import { pageOf } from '../paging.ts';
import { isEnabled, type RegionStates } from '../regions/regions.ts';
import type { EventHistory, EventHistoryOptions, HistoryEvent } from './event-history.ts';
import { toLookupEvent } from './event-record.ts';
import { type Lookup, parseLookup } from './lookup.ts';
import { createLookupQuota } from './lookup-quota.ts';

/** The account of a history, and which Regions it can use. */
export interface CloudTrailOptions extends EventHistoryOptions {
  readonly regions: RegionStates;
}

/** The event history holds the events of 90 days (API reference, LookupEvents). */
const HISTORY_MS = 90 * 86_400_000;

/** CloudTrail: LookupEvents, in each Region that the account can use. */
export function cloudtrailOperations(history: EventHistory, options: CloudTrailOptions): Operations {
  const countRequest = createLookupQuota(options.clock);
  return {
    LookupEvents(
      request: LookupEventsRequest,
      _principal: string,
      region: string = options.region,
    ): LookupEventsResponse {
      if (!isEnabled(options.regions, region)) throw notEnabled();
      countRequest(region);
      return lookUp(history, parseLookup(request, region), options);
    },
  };
}

function lookUp(history: EventHistory, lookup: Lookup, options: CloudTrailOptions): LookupEventsResponse {
  const oldest = options.clock.now().getTime() - HISTORY_MS;
  const isListed = (event: HistoryEvent) =>
    event.region === lookup.region && event.at.getTime() >= oldest && lookup.isWanted(event);
  const page = pageOf(
    { items: [...history.events], orderOf: newestFirst, isListed },
    { token: lookup.token, size: () => lookup.maxResults, onInvalidToken },
  );
  return {
    Events: page.items.map((event) => toLookupEvent(event, options)),
    ...(page.nextToken === undefined ? {} : { NextToken: lookup.seal(page.nextToken) }),
  };
}

/** The highest time of JavaScript has 16 digits, so that all orders have the same length. */
const LAST_TIME = 8.64e15;

/** The most recent event is listed first (API reference, LookupEventsResponse). */
function newestFirst({ at, eventId }: HistoryEvent): string {
  return `${String(LAST_TIME - at.getTime()).padStart(16, '0')} ${eventId}`;
}

const onInvalidToken = (): AwsError => new AwsError('InvalidNextTokenException', 'The token is not valid.');

/**
 * IAM does not know an account's credentials in a Region that the account has not enabled (IAM User Guide,
 * "Managing AWS STS").
 */
function notEnabled(): AwsError {
  return new AwsError(
    'UnrecognizedClientException',
    'The security token included in the request is invalid.',
  );
}
