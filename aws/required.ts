/**
 * Members of an answer that AWS's documentation guarantees and the SDK's types leave optional. Each
 * `required` function throws `MalformedAnswerError` where a member is missing: a key or a user that is
 * silently left out would be a wrong verdict.
 */

import { MalformedAnswerError } from './errors.ts';

/** A member that must be present; an invalid date is refused, too. */
export function required<Value>(member: string, value: Value | undefined): Value {
  if (value === undefined || value === null || (value instanceof Date && Number.isNaN(value.getTime()))) {
    throw new MalformedAnswerError(member, value);
  }
  return value;
}

/** A text that must not be empty: no id, no name and no status is empty. */
export function requiredText<Text extends string>(member: string, value: Text | undefined): Text {
  if (typeof value === 'string' && value !== '') return value;
  throw new MalformedAnswerError(member, value);
}

/** A list whose items must all be objects: the SDK passes on whatever JSON it receives. */
export function requiredList<Item extends object>(
  member: string,
  value: readonly Item[] | undefined,
): readonly Item[] {
  if (Array.isArray(value) && value.every((item) => item instanceof Object)) return value;
  throw new MalformedAnswerError(member, value);
}

/** A text that AWS may leave out; empty where it is missing or no text. */
export function optionalText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** A list of texts, none of which is empty. */
export function requiredTexts(member: string, value: readonly string[] | undefined): readonly string[] {
  if (!Array.isArray(value)) throw new MalformedAnswerError(member, value);
  return value.map((text) => requiredText(member, text));
}
