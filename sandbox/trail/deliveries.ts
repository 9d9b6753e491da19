import type { Functions } from '../functions.ts';
import type { TrailEvent } from './event.ts';
import { matchesPattern } from './event-pattern.ts';

/** An event that a function has not processed yet. */
export interface PendingDelivery {
  readonly functionName: string;
  readonly event: TrailEvent;
}

/** The functions to which EventBridge delivers events. The events wait until they are delivered. */
export interface Targets {
  /**
   * Subscribes a function, by its name or its ARN, to the later events that match a pattern; by default, to
   * all.
   */
  addTarget(functionName: string, pattern?: object): void;
  /** The deliveries that are due, in their order. */
  pending(): readonly PendingDelivery[];
  /**
   * Invokes the functions with the events that are pending now, one after another; returns the payloads of
   * the functions that failed. Their events stay pending, until the third attempt. Events that the functions
   * cause wait for the next delivery. Throws if a function does not exist.
   */
  deliver(): Promise<readonly string[]>;
}

/** The deliveries of an account. */
export interface Deliveries extends Targets {
  /** Adds an event for each function whose pattern it matches. */
  add(event: TrailEvent): void;
}

/** Lambda invokes a function twice more if it fails (Developer Guide, "Asynchronous invocation"). */
const ATTEMPTS = 3;

/** Creates the deliveries to the functions of an account, without targets. */
export function createDeliveries(functions: Functions): Deliveries {
  const targets: { readonly functionName: string; readonly pattern: object }[] = [];
  let pending: readonly (PendingDelivery & { readonly attempt: number })[] = [];
  return {
    addTarget: (functionName, pattern = {}) => void targets.push({ functionName, pattern }),
    add(event) {
      const matching = targets.filter(({ pattern }) => matchesPattern(pattern, event));
      pending = [...pending, ...matching.map(({ functionName }) => ({ functionName, event, attempt: 1 }))];
    },
    pending: () => pending.map(({ functionName, event }) => ({ functionName, event })),
    async deliver() {
      const due = pending;
      pending = [];
      const failed = [];
      for (const delivery of due) {
        const { FunctionError, Payload } = await functions.invoke(delivery.functionName, delivery.event);
        if (FunctionError) failed.push({ delivery, Payload });
      }
      const repeated = failed.map(({ delivery }) => ({ ...delivery, attempt: delivery.attempt + 1 }));
      pending = [...repeated.filter(({ attempt }) => attempt <= ATTEMPTS), ...pending];
      return failed.map(({ Payload }) => Payload);
    },
  };
}
