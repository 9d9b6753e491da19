/**
 * Reads CloudTrail's event history: the management events of a Region, which CloudTrail keeps for 90 days
 * without a trail.
 */

import { type CloudTrailClient, type Event, LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import { DAY_MS } from '../policy/policy.ts';
import { MalformedAnswerError } from './errors.ts';
import { fieldsOf } from './event-fields.ts';
import type { JsonObject } from './json.ts';
import type { CallLimits } from './limiter.ts';
import { optionalText, required, requiredList, requiredText } from './required.ts';

/** The event history has the events of the last 90 days (CloudTrail API Reference, LookupEvents). */
export const HISTORY_MS = 90 * DAY_MS;

/** The most events that a page has (CloudTrail API Reference, LookupEvents, MaxResults). */
export const EVENTS_PER_PAGE = 50;

/**
 * Two lookups a second for an account and a Region (CloudTrail API Reference, LookupEvents); CloudTrail's
 * quotas do not let it be raised. The attempts are few: others in the account share the rate, and a Region
 * that stays throttled is one that is not known.
 */
export const LOOKUP_LIMITS: CallLimits = { highestRate: 2, attempts: { TRANSIENT: 3, THROTTLING: 6 } };

/** A call of the API that was signed with an access key. */
export interface KeyEvent {
  /** To the second. */
  readonly at: Date;
  /** `ec2.amazonaws.com` */
  readonly service: string;
  /** `DescribeInstances` */
  readonly action: string;
  /** An IP address, or the name of a service of AWS; empty if the record has none. Text of others. */
  readonly sourceAddress: string;
  /** As the caller wrote it; empty if the record has none. Text of others. */
  readonly userAgent: string;
  /** The VPC endpoint through which the request came; empty if it came through none. */
  readonly vpcEndpointId: string;
  /** The name of the error; empty if the call succeeded. */
  readonly errorCode: string;
}

/** The events of a key in one Region, the newest first. */
export interface KeyEvents {
  readonly events: readonly KeyEvent[];
  /** False if there are older events, which were not read. */
  readonly isComplete: boolean;
}

/** Which events to look up. */
export interface KeyLookup {
  readonly accessKeyId: string;
  readonly from: Date;
  readonly to: Date;
  /**
   * Called before each page but the first, with the number of pages that were read; false ends the lookup.
   */
  readonly mayGoOn: (pages: number) => boolean;
}

/**
 * The events that were signed with a key, of the Region of the client, whose pace is that of `LOOKUP_LIMITS`.
 * Throws AWS's errors, and `MalformedAnswerError` for an answer without a time, or with an event of another
 * key.
 */
export async function lookUpKeyEvents(cloudtrail: CloudTrailClient, lookup: KeyLookup): Promise<KeyEvents> {
  const { accessKeyId, from: StartTime, to: EndTime, mayGoOn } = lookup;
  const events: KeyEvent[] = [];
  let NextToken: string | undefined;
  for (let pages = 0; pages === 0 || mayGoOn(pages); pages += 1) {
    const answer = await cloudtrail.send(
      new LookupEventsCommand({
        LookupAttributes: [{ AttributeKey: 'AccessKeyId', AttributeValue: accessKeyId }],
        StartTime,
        EndTime,
        MaxResults: EVENTS_PER_PAGE,
        NextToken,
      }),
    );
    events.push(...requiredList('LookupEvents.Events', answer.Events).map(parseEventOf(accessKeyId)));
    NextToken = answer.NextToken;
    if (!NextToken) return { events, isComplete: true };
  }
  return { events, isComplete: false };
}

const parseEventOf =
  (accessKeyId: string) =>
  ({ AccessKeyId = accessKeyId, EventTime, EventSource, EventName, CloudTrailEvent }: Event): KeyEvent => {
    if (AccessKeyId !== accessKeyId) throw new MalformedAnswerError('LookupEvents.AccessKeyId', AccessKeyId);
    const record = parseRecord(CloudTrailEvent);
    return {
      at: required('LookupEvents.EventTime', EventTime),
      service: requiredText('LookupEvents.EventSource', EventSource),
      action: requiredText('LookupEvents.EventName', EventName),
      sourceAddress: optionalText(record['sourceIPAddress']),
      userAgent: optionalText(record['userAgent']),
      vpcEndpointId: optionalText(record['vpcEndpointId']),
      errorCode: optionalText(record['errorCode']),
    };
  };

/**
 * The record of an event; a text that is no JSON has no fields: the event counts, from an address that is not
 * known.
 */
function parseRecord(text: string | undefined): JsonObject {
  try {
    return fieldsOf(JSON.parse(text ?? ''));
  } catch {
    return {};
  }
}
