import { requireEnvironment } from '../aws/environment.ts';
import { UnknownDeliveryError } from './errors.ts';

/** When messages are told: each at once, or most of them once a day. */
export type Delivery = 'Each' | 'Daily';

/**
 * Reads the variable MESSAGE_DELIVERY; throws before the first invocation if it is missing or has another
 * value.
 */
export function readDelivery(): Delivery {
  const delivery = requireEnvironment('MESSAGE_DELIVERY', 'Each or Daily');
  if (delivery === 'Each' || delivery === 'Daily') return delivery;
  throw new UnknownDeliveryError(delivery);
}
