import type { LookupAttributeKey, LookupEventsRequest } from '@aws-sdk/client-cloudtrail';
import { AwsError } from '../api.ts';
import type { HistoryEvent } from './event-history.ts';

/** A request of LookupEvents, as it is carried out. */
export interface Lookup {
  readonly region: string;
  readonly maxResults: number;
  readonly isWanted: (event: HistoryEvent) => boolean;
  /** The token of the listing of events; undefined for the first page. */
  readonly token: string | undefined;
  /** The token for the caller, which is valid with the same parameters only. */
  readonly seal: (token: string) => string;
}

/** The number of events a page, by default and at most (API reference, MaxResults). */
const MAX_RESULTS = 50;

/** Parses a request; throws an `AwsError` for what the API reference refuses. */
export function parseLookup(request: LookupEventsRequest, region: string): Lookup {
  const { LookupAttributes: attributes = [], StartTime, EndTime, EventCategory, MaxResults } = request;
  if (EventCategory !== undefined) throw new Error('The sandbox has management events only');
  // "Currently the list can contain only one item."
  if (attributes.length > 1)
    throw new AwsError('InvalidLookupAttributesException', 'More than one attribute.');
  if (StartTime && EndTime && StartTime > EndTime) {
    throw new AwsError('InvalidTimeRangeException', 'The start time is after the end time.');
  }
  const parameters = JSON.stringify([region, attributes, StartTime, EndTime]);
  const isWanted = (event: HistoryEvent) =>
    (!StartTime || event.at >= StartTime) &&
    (!EndTime || event.at <= EndTime) &&
    attributes.every(
      ({ AttributeKey: key, AttributeValue }) => key && attributeOf(event, key) === AttributeValue,
    );
  return {
    region,
    maxResults: MaxResults ?? MAX_RESULTS,
    isWanted,
    token: request.NextToken === undefined ? undefined : open(request.NextToken, parameters),
    seal: (token) => JSON.stringify([parameters, token]),
  };
}

function attributeOf(event: HistoryEvent, key: LookupAttributeKey): string {
  switch (key) {
    case 'AccessKeyId':
      return event.accessKeyId;
    case 'EventId':
      return event.eventId;
    case 'EventName':
      return event.eventName;
    case 'EventSource':
      return event.eventSource;
    case 'Username':
      return event.userName;
    default:
      throw new Error(`The sandbox looks up no events by ${key}`);
  }
}

/** The token within a sealed one; throws for a token that was given for other parameters. */
function open(sealed: string, parameters: string): string {
  const [ofRequest, token] = parse(sealed);
  if (ofRequest === parameters && typeof token === 'string') return token;
  throw new AwsError('InvalidNextTokenException', 'The token was given for other parameters.');
}

function parse(sealed: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(sealed);
    return Array.isArray(value) ? value : [];
  } catch {
    // Not a token of ours: it has no parameters, so it is refused.
    return [];
  }
}
