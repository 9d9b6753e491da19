import type { ServedCall } from '../api.ts';
import type { VirtualClock } from '../clock.ts';
import type { Functions } from '../functions.ts';
import { createIdentifiers } from '../identifiers.ts';
import { seededRandom } from '../seeded-random.ts';
import { createDeliveries, type Targets } from './deliveries.ts';
import { type AnsweredCall, type TrailEvent, toTrailEvent } from './event.ts';
import { globalRegion } from './iam-region.ts';
import { callerIdentity, iamUser } from './user-identity.ts';

/**
 * The CloudTrail of an account, whose events EventBridge delivers to functions. It records each call of IAM
 * that is not a read and that the service answered, with success or an error, also if the answer was lost. A
 * call that never reached the service, and one that a fault answered with an output of its own, have no
 * event. EventBridge may deliver an event more than once: a test invokes the function with one of `events`
 * for that.
 */
export interface Trail extends Targets {
  /** All events, in the order in which the calls were answered. */
  readonly events: readonly TrailEvent[];
}

/** What adds events to a trail. */
export interface TrailRecorder {
  /** Records a call that a client made; reads and other services than IAM are ignored. */
  recordServed(served: ServedCall): void;
  /** Records a change that a person made as the IAM user `operator`. */
  recordOperator(operation: string, input: object): void;
}

/** The parts of an account that its trail uses. */
export interface TrailOptions {
  readonly accountId: string;
  readonly partition: string;
  readonly region: string;
  readonly clock: VirtualClock;
  readonly functions: Functions;
}

/** Creates the trail of an account, without events and targets. */
export function createTrail(options: TrailOptions): Trail & TrailRecorder {
  const events: TrailEvent[] = [];
  const { add, ...targets } = createDeliveries(options.functions);
  // Ids of its own: an event changes no id that the account gives later.
  const identifiers = createIdentifiers(seededRandom(1));
  const record = (call: AnsweredCall): void => {
    const [id, eventID] = [identifiers.uuid(), identifiers.uuid()];
    const place = { account: options.accountId, region: globalRegion(options), at: options.clock.now() };
    const event = toTrailEvent(call, { ...place, id, eventID });
    events.push(event);
    add(event);
  };
  return {
    events,
    ...targets,
    recordServed({ call: { service, operation, input, principal }, ...answered }) {
      if (service !== 'iam' || /^(Get|List)/.test(operation)) return;
      record({ operation, input: input as object, ...answered, caller: callerIdentity(principal, options) });
    },
    recordOperator(operation, input) {
      const caller = iamUser('operator', options);
      record({ operation, input, answer: {}, requestId: identifiers.uuid(), caller });
    },
  };
}
