import type { AccessKeyId } from '../policy/identifiers.ts';
import { DAY_MS } from '../policy/policy.ts';
import { MalformedItemError } from './errors.ts';
import { EXPIRES_AT, expiryOf } from './expiry.ts';
import type { Item } from './item.ts';
import { touchesOf, touchKey } from './layout.ts';
import { parseIsoTime, parseText } from './parse-attribute.ts';
import { type Ledger, putItem, queryItems } from './table.ts';

/** Somebody changed the status of an access key, as CloudTrail recorded it. */
export interface Touch {
  readonly key: AccessKeyId;
  readonly at: Date;
  /** CloudTrail's id of the event: an event that is delivered again is the same touch. */
  readonly eventId: string;
  /** The ARN of who did it; empty if CloudTrail does not say. */
  readonly by: string;
  /** Whether it was the remediation function. */
  readonly isOurs: boolean;
}

/**
 * For how many days a touch stays: longer than the longest soak. A deletion refuses without our own touch, so
 * that one goes first: DynamoDB deletes in no order, usually within days (DynamoDB Developer Guide, "Using
 * time to live (TTL)").
 */
const KEPT_DAYS = { ours: 400, others: 500 } as const;

/** Notes a touch; repeated, it writes the same item. Throws `LedgerUnavailableError`. */
export async function noteTouch(ledger: Ledger, touch: Touch): Promise<void> {
  const { key, at, eventId, by, isOurs } = touch;
  const item = { ...touchKey(key, at, eventId), nonce: eventId, by, isOurs: String(isOurs) };
  const expiresAt = expiryOf(at, (isOurs ? KEPT_DAYS.ours : KEPT_DAYS.others) * DAY_MS);
  await putItem(ledger, { ...item, [EXPIRES_AT]: expiresAt }, { mayBeAbsent: true, nonces: [eventId] });
}

/** Reads the touches of a key, the oldest first; throws `MalformedItemError` for an item that is none. */
export async function readTouches(ledger: Ledger, key: AccessKeyId): Promise<readonly Touch[]> {
  const touches: Touch[] = [];
  for await (const item of queryItems(ledger, touchesOf(key))) touches.push(touchIn(item, key));
  return touches;
}

function touchIn(item: Item, key: AccessKeyId): Touch {
  const [, time, eventId] = parseText(item, 'sk').split('#');
  const at = parseIsoTime(time);
  const isOurs = item['isOurs'];
  if (!at || !eventId)
    throw new MalformedItemError(item, 'sk', 'the id of a key, a time and the id of an event');
  if (isOurs !== 'true' && isOurs !== 'false') throw new MalformedItemError(item, 'isOurs', 'true or false');
  return { key, at, eventId, by: parseText(item, 'by'), isOurs: isOurs === 'true' };
}
