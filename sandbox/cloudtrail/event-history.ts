import type { VirtualClock } from '../clock.ts';
import { createIdentifiers } from '../identifiers.ts';
import { seededRandom } from '../seeded-random.ts';
import { globalRegion } from '../trail/iam-region.ts';

/**
 * A call of the API that was made with an access key of an IAM user, and that CloudTrail records as a
 * management event.
 */
export interface RecordedCall {
  /** The key that signed the request; of temporary credentials, theirs. */
  readonly accessKeyId: string;
  readonly userName: string;
  readonly at: Date;
  /** The Region in which the call was made. */
  readonly region: string;
  /** `sts.amazonaws.com` */
  readonly eventSource: string;
  /** `GetCallerIdentity` */
  readonly eventName: string;
  readonly sourceIPAddress: string;
  readonly userAgent: string;
  readonly readOnly?: boolean;
  /** The name of the error; absent if the call succeeded. */
  readonly errorCode?: string;
  /** Present if the request came through a VPC endpoint. */
  readonly vpcEndpointId?: string;
}

/** An event of the history, in the Region in which CloudTrail recorded it. */
export interface HistoryEvent extends RecordedCall {
  readonly eventId: string;
}

/**
 * CloudTrail's event history of an account: the management events of the last 90 days in each Region, with or
 * without a trail. It has what a test records in it; the events of `trail` have no access key.
 */
export interface EventHistory {
  record(call: RecordedCall): void;
  /** Whatever their age; in no particular order. */
  readonly events: readonly HistoryEvent[];
}

/** The parts of an account that its event history uses. */
export interface EventHistoryOptions {
  readonly accountId: string;
  readonly partition: string;
  readonly region: string;
  readonly clock: VirtualClock;
}

/**
 * The events of these services are recorded in one Region (CloudTrail User Guide, "Global service events").
 */
const GLOBAL_SERVICES: ReadonlySet<string> = new Set(['iam.amazonaws.com', 'cloudfront.amazonaws.com']);

/** Creates a history without events. */
export function createEventHistory(options: EventHistoryOptions): EventHistory {
  const events: HistoryEvent[] = [];
  // Ids of its own: an event changes no id that the account gives later.
  const identifiers = createIdentifiers(seededRandom(2));
  return {
    events,
    record(call) {
      const region = GLOBAL_SERVICES.has(call.eventSource) ? globalRegion(options) : call.region;
      events.push({ ...call, region, eventId: identifiers.uuid() });
    },
  };
}
