/**
 * Reads the attributes of an item; each function throws `MalformedItemError` for another text than it
 * expects.
 */

import { type AccessKeyId, isAccessKeyId, isUserId, type UserId } from '../policy/identifiers.ts';
import { MalformedItemError } from './errors.ts';
import type { Item } from './item.ts';

/** Parses a text, which may be empty; throws `MalformedItemError` if the attribute is missing. */
export function parseText(item: Item, attribute: string): string {
  const value = item[attribute];
  if (value !== undefined) return value;
  throw new MalformedItemError(item, attribute, 'a text');
}

/**
 * Parses a text that messages show, which may be empty: the name of an operation, or the id of an execution.
 */
export function parseWord(item: Item, attribute: string): string {
  const value = parseText(item, attribute);
  if (/^[A-Za-z0-9-]{0,64}$/.test(value)) return value;
  throw new MalformedItemError(item, attribute, 'at most 64 letters, digits and hyphens');
}

/** Parses a nonce: a text that is not empty. */
export function parseNonce(item: Item): string {
  const { nonce } = item;
  if (nonce) return nonce;
  throw new MalformedItemError(item, 'nonce', 'a text that is not empty');
}

/** Parses a time; throws `MalformedItemError` for any other text than `toISOString` writes. */
export function parseTime(item: Item, attribute: string): Date {
  const at = parseIsoTime(item[attribute]);
  if (at) return at;
  throw new MalformedItemError(item, attribute, 'a time like 2026-11-28T12:00:00.000Z');
}

/** Parses a time, or undefined for an empty text; throws `MalformedItemError` for any other text. */
export function parseOptionalTime(item: Item, attribute: string): Date | undefined {
  const text = parseText(item, attribute);
  if (text === '') return undefined;
  const at = parseIsoTime(text);
  if (at) return at;
  throw new MalformedItemError(item, attribute, 'a time like 2026-11-28T12:00:00.000Z, or an empty text');
}

/** Parses the user whose id is the whole `sk` of an item. */
export function parseUserId(item: Item): UserId {
  const id = parseText(item, 'sk');
  if (isUserId(id)) return id;
  throw new MalformedItemError(item, 'sk', 'the id of a user, AIDA…');
}

/** Parses the user and the access key whose ids are the `sk` of an item. */
export function parseUserAndKey(item: Item): { readonly userId: UserId; readonly key: AccessKeyId } {
  const [user = '', key = '', ...rest] = parseText(item, 'sk').split('#');
  if (isUserId(user) && isAccessKeyId(key) && rest.length === 0) {
    return { userId: user, key };
  }
  throw new MalformedItemError(item, 'sk', 'the ids of a user and of an access key, AIDA…#AKIA…');
}

/** The time in a text that `toISOString` wrote; undefined for any other text. */
export function parseIsoTime(text = ''): Date | undefined {
  const at = new Date(text);
  return Number.isFinite(at.getTime()) && at.toISOString() === text ? at : undefined;
}
