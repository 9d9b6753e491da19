import { NAMES } from '../../../product/names.ts';
import { bystander } from '../engine/bystander.ts';
import { type ClientServices, clientsOf } from '../engine/clients.ts';
import type { Product } from '../product.ts';

/** CloudTrail's events of the account, which the re-evaluation function receives. */
export interface Events {
  /** Invokes the function with the events that came since; returns whether there were any. */
  deliver(): Promise<boolean>;
}

/** Creates the delivery of the events to come; with `hasEvents` false none ever arrives. */
export function createEvents(product: Product, services: ClientServices, hasEvents: boolean): Events {
  const { account } = services;
  const actor = bystander('events', account.clock);
  const clients = clientsOf(
    { ...services, isLate: () => false, onCall: () => {} },
    actor,
    NAMES.reevaluationFunction,
  );
  let [delivered, count] = [0, 0];
  const handler = product.createReevaluationHandler({
    ...clients,
    ruleFunctionArn: '',
    schedulerRoleArn: 'arn:aws:iam::111122223333:role/one-active-key-scheduler',
    ledger: { dynamodb: clients.dynamodb, tableName: NAMES.sandboxLedger },
    now: account.clock.now,
    wait: actor.wait,
    randomId: () => {
      count += 1;
      return `event-${count}`;
    },
    log: () => {},
  });
  return {
    async deliver() {
      const events = account.trail.events.slice(delivered);
      delivered += events.length;
      if (!hasEvents) return false;
      for (const event of events) {
        if ('errorCode' in event.detail && event.detail.errorCode) continue;
        await handler(event, { invokedFunctionArn: FUNCTION_ARN });
      }
      return events.length > 0;
    },
  };
}

const FUNCTION_ARN = `arn:aws:lambda:us-east-1:111122223333:function:${NAMES.reevaluationFunction}`;
