import { parseJson } from '../aws/json.ts';
import { isUserId, type UserId } from '../policy/identifiers.ts';
import { DAY_MS } from '../policy/policy.ts';
import { formatDay } from '../policy/text.ts';
import { inPlaceOf } from './conditions.ts';
import { LedgerError, MalformedItemError } from './errors.ts';
import { EXPIRES_AT, expiryOf } from './expiry.ts';
import type { Item } from './item.ts';
import { automaticKey } from './layout.ts';
import { parseNonce, parseText } from './parse-attribute.ts';
import { type Ledger, putItem, readItem } from './table.ts';

/** How long the count of a day is kept: nobody reads it after that day, by any clock. */
const KEPT_MS = 7 * DAY_MS;

/** As many runs can count at the same time: each attempt that fails is another one's success. */
const ATTEMPTS = 30;

/** Other runs changed the count of the day faster than this run could. */
class ContendedDayError extends LedgerError {
  override readonly name = 'ContendedDayError';

  constructor(day: string) {
    super(`other runs changed the item AUTOMATIC of the day ${day} ${ATTEMPTS} times in a row; start again`);
  }
}

/** A user whose automatic deactivation is to count, and how many a day may. */
export interface Counting {
  readonly userId: UserId;
  /** 1–1000. */
  readonly perDay: number;
  readonly at: Date;
  readonly randomId: () => string;
}

/**
 * The users who were counted on the UTC day of a time. Throws `MalformedItemError` and
 * `LedgerUnavailableError`.
 */
export async function readCounted(ledger: Ledger, at: Date): Promise<readonly string[]> {
  const item = await readItem(ledger, automaticKey(formatDay(at)));
  return item ? usersIn(item) : [];
}

/**
 * Counts the automatic deactivation of a user, once a UTC day however often it is repeated; returns false,
 * and counts nothing, if as many users as are allowed were counted before. Throws `ContendedDayError`,
 * `MalformedItemError` and `LedgerUnavailableError`.
 */
export async function countDeactivation(ledger: Ledger, counting: Counting): Promise<boolean> {
  const { userId, perDay, at, randomId } = counting;
  const day = formatDay(at);
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const previous = await readItem(ledger, automaticKey(day));
    const users = previous ? usersIn(previous) : [];
    if (users.includes(userId)) return true;
    if (users.length >= perDay) return false;
    const nonce = randomId();
    const condition = inPlaceOf(previous && parseNonce(previous), nonce);
    const item = {
      ...automaticKey(day),
      nonce,
      users: JSON.stringify([...users, userId]),
      [EXPIRES_AT]: expiryOf(at, KEPT_MS),
    };
    if ((await putItem(ledger, item, condition)).isWritten) return true;
  }
  throw new ContendedDayError(day);
}

function usersIn(item: Item): readonly string[] {
  const users = parseJson(parseText(item, 'users'));
  if (Array.isArray(users) && users.every((each) => typeof each === 'string' && isUserId(each))) return users;
  throw new MalformedItemError(item, 'users', 'a list of the ids of users in JSON');
}
