import type { Event } from '@aws-sdk/client-cloudtrail';
import { iamUser } from '../trail/user-identity.ts';
import type { EventHistoryOptions, HistoryEvent } from './event-history.ts';

/** An event as LookupEvents returns it: some members, and the whole record as JSON (API reference, Event). */
export function toLookupEvent(event: HistoryEvent, account: EventHistoryOptions): Event {
  return {
    EventId: event.eventId,
    EventName: event.eventName,
    ReadOnly: String(event.readOnly ?? true),
    AccessKeyId: event.accessKeyId,
    EventTime: new Date(Math.floor(event.at.getTime() / 1000) * 1000),
    EventSource: event.eventSource,
    Username: event.userName,
    Resources: [],
    CloudTrailEvent: JSON.stringify(toRecord(event, account)),
  };
}

/** The record of an event (CloudTrail User Guide, "CloudTrail record contents"). */
function toRecord(event: HistoryEvent, account: EventHistoryOptions): object {
  const { accessKeyId, userName, errorCode, vpcEndpointId } = event;
  return {
    eventVersion: '1.11',
    userIdentity: { ...iamUser(userName, account), accessKeyId },
    eventTime: `${event.at.toISOString().slice(0, 19)}Z`,
    eventSource: event.eventSource,
    eventName: event.eventName,
    awsRegion: event.region,
    sourceIPAddress: event.sourceIPAddress,
    userAgent: event.userAgent,
    ...(errorCode === undefined ? {} : { errorCode }),
    requestParameters: null,
    responseElements: null,
    eventID: event.eventId,
    readOnly: event.readOnly ?? true,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: account.accountId,
    ...(vpcEndpointId === undefined ? {} : { vpcEndpointId }),
    eventCategory: 'Management',
  };
}
