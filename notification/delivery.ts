import { requireChoice } from '../aws/environment.ts';

/** When messages are told: each at once, or most of them once a day. */
export type Delivery = 'Each' | 'Daily';

/**
 * Reads the variable MESSAGE_DELIVERY; throws before the first invocation if it is missing or has another
 * value.
 */
export function readDelivery(): Delivery {
  return requireChoice('MESSAGE_DELIVERY', 'Each', 'Daily');
}
