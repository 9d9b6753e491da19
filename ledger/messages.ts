import { DAY_MS } from '../policy/policy.ts';
import { MalformedItemError } from './errors.ts';
import { EXPIRES_AT, expiryOf } from './expiry.ts';
import type { Item } from './item.ts';
import { ALL_MESSAGES, messageKey } from './layout.ts';
import { parseIsoTime, parseNonce, parseText } from './parse-attribute.ts';
import { readEach } from './read-each.ts';
import { deleteItem, type Ledger, putItem } from './table.ts';

/** A message that waits for the digest of the day. */
export interface WaitingMessage {
  readonly at: Date;
  readonly nonce: string;
  /** The message as JSON; the ledger does not look into it. */
  readonly message: string;
}

/** For how many days a message waits at most: a digest removes it after a day, so this only tidies up. */
const KEPT_DAYS = 30;

/** Keeps a message for the digest; repeated, it writes the same item. Throws `LedgerUnavailableError`. */
export async function keepMessage(ledger: Ledger, { at, nonce, message }: WaitingMessage): Promise<void> {
  const item = { ...messageKey(at, nonce), nonce, message, [EXPIRES_AT]: expiryOf(at, KEPT_DAYS * DAY_MS) };
  await putItem(ledger, item, { mayBeAbsent: true, nonces: [nonce] });
}

/** The messages that wait, the oldest first, and an error for each item that is none. */
export interface WaitingMessages {
  readonly waiting: readonly WaitingMessage[];
  readonly malformed: readonly MalformedItemError[];
}

/**
 * Reads all messages that wait; an item that is none does not hide the others. Throws
 * `LedgerUnavailableError`.
 */
export async function readMessages(ledger: Ledger): Promise<WaitingMessages> {
  const { read: waiting, malformed } = await readEach(ledger, ALL_MESSAGES, messageIn);
  return { waiting, malformed };
}

/** Removes a message that was told; one that is gone already is no error. Throws `LedgerUnavailableError`. */
export async function removeMessage(ledger: Ledger, { at, nonce }: WaitingMessage): Promise<void> {
  await deleteItem(ledger, messageKey(at, nonce), nonce);
}

/** The error of a message that was read and whose text is not what the notification function writes. */
export function malformedMessage(
  { at, nonce, message }: WaitingMessage,
  expected: string,
): MalformedItemError {
  return new MalformedItemError({ ...messageKey(at, nonce), message }, 'message', expected);
}

function messageIn(item: Item): WaitingMessage {
  const [time, nonce, ...rest] = parseText(item, 'sk').split('#');
  const at = parseIsoTime(time);
  if (!at || !nonce || rest.length > 0)
    throw new MalformedItemError(item, 'sk', 'a time and a nonce, time#nonce');
  return { at, nonce: parseNonce(item), message: parseText(item, 'message') };
}
